"""What the forms of all rooms share: fields, rows that grow, the plain ones. Forms check shape; the law is asked
by the services.
"""

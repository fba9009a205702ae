"""The bulletin as a Word file: the template is made by code, so that it can be read and reviewed."""

"""The paper of the simple procedure."""

"""The paper of closing."""

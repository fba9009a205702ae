"""The paper of the notice."""

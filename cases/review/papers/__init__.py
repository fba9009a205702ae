"""The paper of the review."""

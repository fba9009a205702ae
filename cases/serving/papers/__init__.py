"""The paper of service."""

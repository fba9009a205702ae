"""结案: the request to close, and the head's word."""

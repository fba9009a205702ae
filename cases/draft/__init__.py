"""草稿: what is typed and not yet sent."""

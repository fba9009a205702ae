"""The pages of the review: the reviewer's desk, the officers' remarks, a paper laid open."""

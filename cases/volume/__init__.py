"""全卷: the whole file of a case as one PDF."""

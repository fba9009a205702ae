"""送达: every attempt until one has reached the party (第六十一条)."""

"""公示: what the public sees of a decision, and its withdrawal (第四十八条、第五十条)."""

"""法制审核: the desk, the remarks, the way back (第五十八条)."""

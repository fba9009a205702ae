"""立案: proposal, the head's decision, the side doors before it (第五十四条)."""

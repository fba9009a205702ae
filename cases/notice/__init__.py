"""告知: what is told before a decision, and what the party says to it (第四十四条、第四十五条)."""

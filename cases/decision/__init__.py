"""决定: discussion, and the decision of the ordinary procedure (第五十七条)."""

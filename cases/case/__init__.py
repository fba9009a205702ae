"""案件: the case itself."""

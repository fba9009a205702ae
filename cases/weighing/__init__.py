"""是否应罚: whether to punish at all, and how much (第三十条 to 第三十四条)."""

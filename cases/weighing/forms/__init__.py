"""What is typed on 是否应罚."""

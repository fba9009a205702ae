"""What becomes of a bulletin: made from a snapshot, changed, signed off, published, withdrawn."""

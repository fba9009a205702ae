"""更正: what stands wrongly is put right while nobody has decided on it."""

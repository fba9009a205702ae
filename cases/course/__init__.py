"""What comes next in a case, on whose desk, and what is repeated before a step is taken."""

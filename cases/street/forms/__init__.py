"""What is typed in the street."""

"""What is typed while a case is investigated."""

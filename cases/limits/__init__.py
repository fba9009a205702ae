"""期限: which terms a case has, what lengthens them, what follows when they move, reminders."""

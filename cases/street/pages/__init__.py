"""The simple procedure: in three pages on the phone, on one sheet at the desk."""

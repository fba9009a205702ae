"""The API of a case: nouns are read, verbs are the steps."""

"""The case page, and the page on which a step is taken."""

"""The papers of the decision."""

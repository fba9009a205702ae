"""The papers of filing."""

"""The papers of the investigation."""

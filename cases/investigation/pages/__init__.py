"""The pages of the investigation: records, and the facts found."""

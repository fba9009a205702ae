"""Why a unit stands where it stands, and what would change it."""

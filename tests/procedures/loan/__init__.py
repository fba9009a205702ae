"""装备借用: a procedure that the product does not have. All of it stands here; only the tests know the app."""

"""The pages of the league tables and of what people do with them."""

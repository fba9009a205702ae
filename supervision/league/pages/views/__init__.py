"""The pages of the league tables: they read the clock and choose, the modules beside this package work out."""

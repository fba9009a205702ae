"""From counts to places: methods, totals, ranks, causes, lights. Pure values, no Django."""

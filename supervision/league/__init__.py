"""League tables 六比六看: indicators, scores, snapshots that explain themselves, warnings, appeals, bulletins."""

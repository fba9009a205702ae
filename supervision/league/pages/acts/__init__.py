"""What people do with the league tables: rules, warnings, appeals, adjustments, corrections."""

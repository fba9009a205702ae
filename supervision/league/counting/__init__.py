"""From records to counts: statements, traces, units."""

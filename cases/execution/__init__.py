"""执行: money, its deferral, what the party brings against the decision."""

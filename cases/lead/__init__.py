"""线索: what came to notice before anybody knows whether it becomes a case."""

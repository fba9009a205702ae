"""What the papers say about a case: facts turned into contents, nothing typed twice."""

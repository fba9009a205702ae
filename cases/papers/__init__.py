"""What the papers of all rooms share: facts turned into contents, nothing typed twice."""

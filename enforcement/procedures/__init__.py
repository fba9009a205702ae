"""The engine of procedures: what a step is, how it is taken, what the law said to it. It knows no case."""

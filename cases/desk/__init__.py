"""工作台: what a person or a unit has to do, and by when."""

"""当事人: who they are, how their numbers rest, whether they have been here before."""

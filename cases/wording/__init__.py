"""How what is weighed and told reads in words, the same for papers and for the law's comparison."""

"""办案人员: who may take a step, who handles a case, withdrawal (第四十二条、第四十三条)."""

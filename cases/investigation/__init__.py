"""调查取证: records, facts on their evidence, the report (第五十四条、第五十五条)."""

"""The verbs of a penalty case. Page, API, job and command all call these."""

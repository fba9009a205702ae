"""The rules, one module per topic. `rulebook.rules()` loads every module here; nothing else needs to."""

"""案件清单: filter, search, order, file, and the filters that a person keeps."""

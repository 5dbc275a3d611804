"""The blog that readers see: by day like a newspaper, permalinks, archives, categories, search, comments, feeds."""

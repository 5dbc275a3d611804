"""publish: posts -> a blog, feeds, archives, and the formats that other blogs speak."""

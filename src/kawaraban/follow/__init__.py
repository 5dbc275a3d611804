"""follow: a source's address -> what it published. Feeds, sitemaps, pages and social accounts, fetched politely."""

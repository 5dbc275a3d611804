"""keep: bytes as they came -> a capture with its proof. WARC records, digests, versions, what changed."""

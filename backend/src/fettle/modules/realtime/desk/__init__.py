"""Who listens in this process, and who reads the feed for them."""

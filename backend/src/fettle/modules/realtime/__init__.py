"""Live updates: the event feed as a stream to screens."""

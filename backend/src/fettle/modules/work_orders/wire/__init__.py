"""What comes in over HTTP about work: bodies and filters."""

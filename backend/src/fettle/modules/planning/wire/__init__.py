"""Bodies and filters of planning."""

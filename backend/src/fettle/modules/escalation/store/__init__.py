"""The SQL of escalation."""

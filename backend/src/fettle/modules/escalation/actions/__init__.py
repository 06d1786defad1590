"""What can be done with escalation."""

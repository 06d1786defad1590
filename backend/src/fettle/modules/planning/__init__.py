"""Planning: maintenance plans, what makes them due, and the work orders they make."""

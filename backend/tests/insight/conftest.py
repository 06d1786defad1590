"""The statements that a call sends are counted as for the lists of work."""

from work_orders.conftest import statements

__all__ = ["statements"]

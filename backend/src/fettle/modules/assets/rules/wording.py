"""How messages say things."""

from datetime import datetime


def said(moment: datetime) -> str:
    """`moment` as messages say it: to the second, in UTC."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")

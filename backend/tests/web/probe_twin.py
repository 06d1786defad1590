"""A record that is named like another of another module."""

from fettle.kit.records import Record


class Tag(Record, kw_only=True):
    """A tag of another kind."""

    label: str

"""Optimistic locking: who changes a record must have seen it as it stands."""

from fettle.kit.refusals import Stale


def expect(version: int, expected: int) -> None:
    """Raise `Stale` unless the record still has the version that was read."""
    if version != expected:
        raise Stale()

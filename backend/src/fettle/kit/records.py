"""The base of all nouns."""

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A frozen record: snake_case in Python and SQL, camelCase in JSON. Subclasses say `kw_only=True` themselves."""

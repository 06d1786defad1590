"""How codes come to be when an import brings them."""

from collections.abc import Mapping
from typing import Any

USUAL_KIND = {"failure_codes": "problem", "reasons": "downtime"}


def entries(kind: str, names: Mapping[str, str], *, among: str | None) -> list[dict[str, Any]]:
    """The fields of one record of `kind` for each code and its name."""
    if kind == "tags":
        return [{"name": name} for name in names]
    extra = {"kind": among} if kind in USUAL_KIND else {}
    return [{"code": code, "name": name, **extra} for code, name in names.items()]

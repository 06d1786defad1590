"""Keys of objects: the tenant, an area, and a random name. No word of a client's is ever part of one.

`in` takes uploads, by signed addresses. What was checked lies in `kept`, what was found harmful in `held`: no address
that can write there is ever signed.
"""

import re
import secrets
from uuid import UUID

INCOMING, KEPT, HELD = "in", "kept", "held"
THUMBNAIL, PREVIEW = 320, 1600
"""The longer side of small pictures, in pixels."""
SIZES = (THUMBNAIL, PREVIEW)
_KEY = re.compile(r"[0-9a-f]{32}/(in|kept|held)/[0-9a-f]{40}(-(320|1600))?")


def new(tenant_id: UUID, area: str) -> str:
    """A key that nobody can guess."""
    return f"{tenant_id.hex}/{area}/{secrets.token_hex(20)}"


def small(key: str, size: int) -> str:
    """The key of the small picture of an object."""
    return f"{key}-{size}"


def family(key: str) -> list[str]:
    """The keys of an object and of its small pictures."""
    return [key, *(small(key, size) for size in SIZES)]


def original(key: str) -> str:
    """The key of the object that a small picture was made of; other keys as they are."""
    return key.partition("-")[0]


def prefix(tenant_id: UUID, area: str = "") -> str:
    """What the keys of a tenant, or of one of its areas, begin with."""
    return f"{tenant_id.hex}/{area}/" if area else f"{tenant_id.hex}/"


def area_of(key: str) -> str:
    """The area in which an object lies."""
    return key.split("/")[1]


def is_key(given: str) -> bool:
    """Whether this is a key as `new` and `small` make them."""
    return _KEY.fullmatch(given) is not None

"""What a module hands to the composition: its routes, jobs, permissions and what phones keep of it."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec


class Module(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the business as `main`, `worker` and `cli` collect it.

    `permissions` maps each permission code of the module to one sentence that a settings screen can show.
    `synced` are the tables that phones keep of it, as `modules/sync/public.py` describes them.
    """

    name: str
    routes: Sequence[Any] = ()
    jobs: Sequence[Any] = ()
    permissions: Mapping[str, str] = {}
    synced: Sequence[Any] = ()

"""Rate limits: a token bucket for each caller and kind of work, told in the RateLimit headers."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Request

from fettle.db.callers import Caller
from fettle.kit.refusals import TooMany

MOST_BUCKETS = 50_000


class Limit(msgspec.Struct, frozen=True):
    """So many requests a minute; bursts up to the whole minute's worth."""

    name: str
    per_minute: int


class Bucket(msgspec.Struct):
    """Tokens left, and when they were counted (seconds of the monotonic clock)."""

    tokens: float
    counted_at: float


class Limits:
    """The buckets of this process. With several processes each counts for itself."""

    def __init__(self, limits: dict[str, int], *, timer: Callable[[], float] = time.monotonic) -> None:
        """`limits` maps a kind (`default`, `sign_in`, `upload`) to requests per minute."""
        self._limits = {name: Limit(name, count) for name, count in limits.items()}
        self._timer = timer
        self._buckets: OrderedDict[tuple[str, str], Bucket] = OrderedDict()

    def take(self, request: Request[Any, Any, Any], caller: Caller) -> None:
        """Count `request`; its route names the kind by `opt["limit"]`. Raises `TooMany` when the bucket is empty."""
        limit = self._limits[request.scope["route_handler"].opt.get("limit", "default")]
        who = str(caller.user_id or caller.session_id or caller.ip or "")
        left, wait = self._take(limit, f"{caller.tenant_id}:{who}")
        headers = request.scope["state"].setdefault("headers", {})
        headers["RateLimit-Policy"] = f'"{limit.name}";q={limit.per_minute};w=60'
        headers["RateLimit"] = f'"{limit.name}";r={left};t={math.ceil(wait)}'
        if left < 0:
            raise TooMany(f"More than {limit.per_minute} requests a minute.", retry_after=math.ceil(wait))

    def spend(self, kind: str, who: str) -> int | None:
        """Count one more of `kind` for `who`: None while there is room, else the seconds to wait."""
        left, wait = self._take(self._limits[kind], who)
        return math.ceil(wait) if left < 0 else None

    def _take(self, limit: Limit, who: str) -> tuple[int, float]:
        """Tokens left after this request (-1: refused), and seconds until the next one or until full again."""
        now = self._timer()
        rate = limit.per_minute / 60
        bucket = self._buckets.setdefault((limit.name, who), Bucket(limit.per_minute, now))
        self._buckets.move_to_end((limit.name, who))
        if len(self._buckets) > MOST_BUCKETS:
            self._buckets.popitem(last=False)
        bucket.tokens = min(limit.per_minute, bucket.tokens + (now - bucket.counted_at) * rate)
        bucket.counted_at = now
        if bucket.tokens < 1:
            return -1, (1 - bucket.tokens) / rate
        bucket.tokens -= 1
        return int(bucket.tokens), (limit.per_minute - bucket.tokens) / rate

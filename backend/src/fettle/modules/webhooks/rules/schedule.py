"""When a delivery is tried again, and when a webhook is given up."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from fettle.modules.webhooks.records import Outcome

RETRIES = tuple(timedelta(seconds=seconds) for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400))
"""The waits of Standard Webhooks: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h."""
ATTEMPTS = len(RETRIES) + 1
JITTER = 0.2
"""Up to this share is added, so that what failed together does not come back together."""
GIVEN_UP_AFTER = timedelta(days=5)
LONGEST_WAIT = timedelta(hours=24)
LONGEST_PAUSE = timedelta(minutes=10)
GONE = 410
HOLDING = frozenset({429, 502, 503, 504})
KEPT = timedelta(days=30)
"""How long deliveries and their attempts are kept."""


def succeeded(outcome: Outcome) -> bool:
    """Whether the receiver took it: any 2xx. A redirect is not followed, and no success."""
    return outcome.status is not None and 200 <= outcome.status < 300


def next_attempt(attempts: int, outcome: Outcome, *, at: datetime, chance: float) -> datetime | None:
    """When to try again after `attempts` tries, None when the schedule is through; `chance` is between 0 and 1.

    Retry-After lengthens the wait, to a day at most; nothing shortens it.
    """
    if attempts > len(RETRIES):
        return None
    wait = RETRIES[attempts - 1] * (1 + JITTER * chance)
    if outcome.retry_after is not None:
        asked = min(timedelta(seconds=outcome.retry_after), LONGEST_WAIT)
        wait = max(wait, asked + timedelta(seconds=chance))
    return at + wait


def pause(outcome: Outcome, *, at: datetime, failing_since: datetime | None) -> datetime | None:
    """Until when the whole webhook rests, None when only this delivery failed.

    A receiver that does not answer, or says that it is too busy, is asked less and less often for as long as it stays
    so; what waits for it meanwhile loses no attempt of its own.
    """
    if outcome.status is not None and outcome.status not in HOLDING:
        return None
    if outcome.retry_after is not None:
        return at + min(timedelta(seconds=outcome.retry_after), LONGEST_WAIT)
    failing_for = at - (failing_since or at)
    return at + min(max(failing_for / 2, timedelta(seconds=5)), LONGEST_PAUSE)


def is_hopeless(failing_since: datetime | None, *, at: datetime) -> bool:
    """Whether a webhook that has only failed since then is disabled."""
    return failing_since is not None and at - failing_since >= GIVEN_UP_AFTER


def retry_after(header: str | None, *, at: datetime) -> float | None:
    """The seconds that a Retry-After header asks for, None without one that can be read."""
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdecimal():
        return min(float(text[:9]), LONGEST_WAIT.total_seconds())
    try:
        then = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    then = then.replace(tzinfo=UTC) if then.tzinfo is None else then
    return min(max((then - at).total_seconds(), 0.0), LONGEST_WAIT.total_seconds())

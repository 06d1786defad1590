"""How a page is put together, and what a status is called outside."""

from collections.abc import Sequence
from typing import Any

import msgspec

from fettle.modules.portal.records.places import Ask, PageSettings

LANGUAGES = ("en", "es")
DEFAULTS = PageSettings(
    ask_name=Ask.OPTIONAL, ask_email=Ask.OPTIONAL, ask_phone=Ask.NO, photos=True, task_code_ids=[], show_open=False
)


def laid_over(*layers: PageSettings) -> PageSettings:
    """The settings of a page: each field from the last layer that says something about it."""
    made: dict[str, Any] = msgspec.structs.asdict(DEFAULTS)
    for layer in layers:
        made |= {name: value for name, value in msgspec.structs.asdict(layer).items() if value is not None}
    return PageSettings(**made)


def without_nulls(page: PageSettings) -> dict[str, Any]:
    """The settings that say something, by field name: as they are kept."""
    return {name: value for name, value in msgspec.structs.asdict(page).items() if value is not None}


def kept_page(given: dict[str, Any]) -> PageSettings:
    """The settings as they were kept."""
    return msgspec.convert(
        {
            PageSettings.__struct_encode_fields__[i]: given[name]
            for i, name in enumerate(PageSettings.__struct_fields__)
            if name in given
        },
        PageSettings,
    )


def language(chosen: str | None, accepted: str, settled: str | None, house: str) -> str:
    """The language of a page: what was chosen, else the first that the browser wants and we have, else the house's."""
    wanted = [chosen or "", *_accepted(accepted), settled or "", house]
    short = (each.replace("_", "-").partition("-")[0].lower() for each in wanted)
    return next((each for each in short if each in LANGUAGES), LANGUAGES[0])


def _accepted(header: str) -> Sequence[str]:
    """The languages of an Accept-Language header, most wanted first; nonsense counts as nothing."""
    ranked = []
    for place, part in enumerate(header[:500].split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            ranked.append((-float(weight or 1), place, tag.strip()))
        except ValueError:
            continue
    return [tag for weight, _, tag in sorted(ranked) if weight < 0]


def state_of(outcome: str, work_status: str | None) -> str:
    """What stands on the status page: `received`, `accepted`, `under_way`, `paused`, `done`, `declined`, `given_up`."""
    if outcome == "declined":
        return "declined"
    if work_status is None:
        return "accepted" if outcome == "approved" else "received"
    return {
        "new": "accepted",
        "approved": "accepted",
        "in_progress": "under_way",
        "on_hold": "paused",
        "complete": "done",
        "closed": "done",
    }.get(work_status, "given_up")

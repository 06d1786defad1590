"""Events as notices read them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

# What these made is history, or somebody at the keyboard of the server: nobody is told of each row.
SILENT = frozenset({"import", "cli"})


class Happening(Protocol):
    """One event of the feed."""

    @property
    def id(self) -> UUID: ...
    @property
    def type(self) -> str: ...
    @property
    def entity(self) -> str: ...
    @property
    def entity_id(self) -> UUID: ...
    @property
    def about_id(self) -> UUID: ...
    @property
    def site_id(self) -> UUID | None: ...
    @property
    def actor_user_id(self) -> UUID | None: ...
    @property
    def actor_via(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def before(self) -> Mapping[str, Any]: ...
    @property
    def after(self) -> Mapping[str, Any]: ...


def changed(event: Happening, name: str) -> bool:
    """Whether the event gave `name` another value."""
    return name in event.after and event.after[name] != event.before.get(name)


def uuid_of(event: Happening, *names: str) -> UUID | None:
    """The first of these fields that holds an id."""
    for name in names:
        if event.after.get(name):
            return UUID(str(event.after[name]))
    return None


def uuids_of(event: Happening, name: str) -> frozenset[UUID]:
    """The ids in a field that lists them."""
    listed = event.after.get(name) or []
    return frozenset(UUID(str(each)) for each in listed)


def text_of(event: Happening, *names: str) -> str:
    """The first of these fields that holds a text, as text."""
    for name in names:
        if event.after.get(name):
            return str(event.after[name])
    return ""


def subjects(events: Iterable[Happening], *entities: str) -> set[UUID]:
    """The records that the events of these entities are about."""
    return {event.about_id for event in events if event.entity in entities}


def loud(events: Iterable[Happening]) -> list[Any]:
    """The events of which people are told."""
    return [event for event in events if event.actor_via not in SILENT]

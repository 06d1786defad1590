"""Locations, found by the names on the way down to them."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.assets import public as assets
from fettle.modules.imports.actions.loading.arrivals import Arrival, Book, Loaded, chosen, met
from fettle.modules.imports.actions.loading.places import sites

BETWEEN = " / "


async def load_locations(call: Call, book: Book, arrivals: Sequence[Arrival]) -> Loaded:
    """Rows become locations; one of the same name at the same place that is there already is taken for it."""
    at = await sites(call, arrivals)
    fresh, changed = chosen(arrivals, changed=False), chosen(arrivals, changed=True)
    wanted = {_parent(at, arrival): None for arrival in arrivals if arrival.get("parent") is not None}
    kinds = {_path(at, arrival): _kind(arrival) for arrival in fresh}
    ids = await assets.ensure_locations(call, {**wanted, **kinds})
    for arrival in changed:
        given = {"name": arrival.get("name"), "site_id": at[arrival.get("site")]}
        if arrival.get("kind") is not None:
            given["kind"] = _kind(arrival)
        if "parent" in book.mapping.fields:
            given["parent_id"] = ids.get(_parent(at, arrival))
        await assets.change_location(call, arrival.id, given)
    return {"location": [met(book, a, ids[_path(at, a)], a.row.digest) for a in fresh]}


async def named_paths(call: Call, site_names: Iterable[str]) -> set[tuple[str, tuple[str, ...]]]:
    """The locations that are there at sites: the site's name, and the names on the way down."""
    known = await assets.sites_called(call, site_names)
    names = {site_id: name for name, site_id in known.items()}
    return {(names[path.site_id], path.names) for path in await assets.locations_at(call, names)}


def names_in(path: str | None) -> tuple[str, ...]:
    """The names in a path such as `Main building / First floor`."""
    return tuple(name.strip() for name in (path or "").split(BETWEEN) if name.strip())


def _parent(at: dict[str, UUID], arrival: Arrival) -> assets.PathAtSite:
    return assets.PathAtSite(site_id=at[arrival.get("site")], names=names_in(arrival.get("parent")))


def _path(at: dict[str, UUID], arrival: Arrival) -> assets.PathAtSite:
    parent = _parent(at, arrival)
    return assets.PathAtSite(site_id=parent.site_id, names=(*parent.names, arrival.get("name")))


def _kind(arrival: Arrival) -> assets.LocationKind | None:
    return assets.LocationKind(arrival.get("kind")) if arrival.get("kind") is not None else None

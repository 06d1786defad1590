"""The places of the story and what stands there, from a file."""

import random
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib import resources
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.modules.assets import public as assets

DATA = resources.files("fettle.demo") / "data"
ENDING = {"RVP-PLY-CL": 6, "OSP-SPL-PMP": 24, "MOW-02": 55}
"""Assets whose warranty ends so many days after the story does."""
STORED = ("TRC-01-SNO",)
OUT = ("AQC-OUT",)
METERS = {"meter": assets.MeterKind.COUNTER, "gauge": assets.MeterKind.GAUGE}


class Thing(msgspec.Struct, kw_only=True):
    """An asset of the story."""

    number: str
    name: str
    category: str
    site: str
    site_name: str
    id: UUID = UUID(int=0)
    site_id: UUID = UUID(int=0)
    meter_id: UUID | None = None
    meter: list[Any] | None = None
    gauge: list[Any] | None = None
    weight: int = 2


class Places(msgspec.Struct, kw_only=True):
    """Where everything is, by code, path and number."""

    sites: dict[str, UUID]
    locations: dict[tuple[str, str], UUID]
    things: dict[str, Thing]

    def of(self, categories: list[str]) -> list[Thing]:
        """The assets of these categories."""
        return [thing for thing in self.things.values() if thing.category in categories and thing.number not in STORED]


def read() -> dict[str, Any]:
    """What the file says."""
    return tomllib.loads((DATA / "riverside_places.toml").read_text())


async def build(call: Call, ends: datetime) -> None:
    """Make sites, locations, assets and meters."""
    told = read()
    kinds = await assets.ensure_asset_types(call, {kind: kind for _, kind in told["categories"].values()})
    categories = await assets.ensure_asset_categories(
        call, {code: name for code, (name, _) in told["categories"].items()}
    )
    for place in told["sites"]:
        latitude, longitude = map(Decimal, place["at"])
        given = {name: place[name] for name in ("name", "code", "address")}
        site = await assets.create_site(call, given | {"latitude": latitude, "longitude": longitude})
        paths = {path: kind for kind, _, path in (each.partition(" ") for each in place["locations"])}
        wanted = {
            assets.PathAtSite(site_id=site.id, names=tuple(path.split("/"))): assets.LocationKind(kind)
            for path, kind in paths.items()
        }
        known = await assets.ensure_locations(call, wanted)
        at = {"/".join(path.names): location_id for path, location_id in known.items()}
        made: dict[str, UUID] = {}
        spread = random.Random(place["code"])  # noqa: S311 - a story, no secret
        for stated in place["assets"]:
            _, kind = told["categories"][stated["cat"]]
            facts = _facts(stated, spread, ends, site=(latitude, longitude))
            facts |= {
                "asset_type_id": kinds[kind],
                "category_id": categories[stated["cat"]],
                "site_id": site.id,
                "location_id": at[stated["loc"]],
                "parent_id": made[stated["in"]] if "in" in stated else None,
            }
            made[stated["n"]] = (await assets.create_asset(call, facts)).id
            await _meter(call, made[stated["n"]], stated)


def _facts(
    stated: dict[str, Any], spread: random.Random, ends: datetime, *, site: tuple[Decimal, Decimal]
) -> dict[str, Any]:
    bought = date.fromisoformat(stated["bought"]) if "bought" in stated else None
    price = Decimal(stated["price"]) if "price" in stated else None
    inspected = ends.date() - timedelta(days=spread.randint(5, 300))
    custom: dict[str, Any] = {
        "inspected_on": inspected.isoformat(),
        "expected_life_years": spread.choice([10, 15, 20, 30]),
    }
    custom["funding"] = spread.choice(["Operating budget", "Capital plan", "State grant", "Donation"])
    if stated["cat"] in {"PLAY", "COURT", "POOL"}:
        custom["open_to"] = ["Everybody"] if stated["cat"] == "PLAY" else ["Everybody", "Leagues"]
    if "model" in stated:
        custom["manual"] = f"https://manuals.riverside.example/{stated['n'].lower()}.pdf"
    facts: dict[str, Any] = {
        "number": stated["n"],
        "name": stated["name"],
        "criticality": stated.get("crit", "medium"),
        "condition": stated.get("condition"),
        "manufacturer": stated.get("make"),
        "model": stated.get("model"),
        "serial_number": f"{stated['n'].replace('-', '')}{spread.randint(10000, 99999)}" if "make" in stated else None,
        "purchased_on": bought,
        "installed_on": bought + timedelta(days=spread.randint(3, 40)) if bought else None,
        "latitude": site[0] + Decimal(spread.randint(-900, 900)) / 1_000_000,
        "longitude": site[1] + Decimal(spread.randint(-900, 900)) / 1_000_000,
        "custom": custom,
    }
    if stated["n"] in STORED:
        facts["status"] = assets.AssetStatus.IN_STORAGE
    if stated["n"] in OUT:
        facts["status"] = assets.AssetStatus.OUT_OF_SERVICE
    if stated["n"] in ENDING:
        facts["warranty_until"] = ends.date() + timedelta(days=ENDING[stated["n"]])
    elif "months" in stated:
        facts["warranty_months"] = stated["months"]
    if price is not None:
        facts |= {"purchase_price": price, "replacement_cost": (price * Decimal("1.25")).quantize(Decimal(100))}
    return {name: value for name, value in facts.items() if value is not None}


async def _meter(call: Call, asset_id: UUID, stated: dict[str, Any]) -> None:
    for kind, meter_kind in METERS.items():
        if kind in stated:
            name, unit, value = stated[kind][:3]
            first = assets.FirstSegment(
                id=call.new_id(), at=call.now, value=Decimal(str(value)), lifetime_before=Decimal(0)
            )
            given = {"name": name, "unit": unit, "kind": meter_kind}
            await assets.add_meter(call, asset_id, given, first)


async def look_up(call: Call) -> Places:
    """Everything that `build` made."""
    told = read()
    by_name = await assets.sites_called(call, [place["name"] for place in told["sites"]])
    sites = {place["code"]: by_name[place["name"]] for place in told["sites"]}
    code_of = {site_id: code for code, site_id in sites.items()}
    locations = await assets.locations_at(call, sites.values())
    things = {thing.number: thing for thing in _things(told)}
    ids = await assets.assets_numbered(call, things)
    meters = {asset_id: meter_id for (asset_id, _), meter_id in (await assets.meters_of(call, ids.values())).items()}
    for thing in things.values():
        thing.id, thing.site_id = ids[thing.number], sites[thing.site]
        thing.meter_id = meters.get(thing.id)
    return Places(
        sites=sites,
        locations={(code_of[path.site_id], "/".join(path.names)): each for path, each in locations.items()},
        things=things,
    )


def _things(told: dict[str, Any]) -> Iterator[Thing]:
    worn = {"poor": 6, "fair": 3, "good": 2, "excellent": 1}
    for place in told["sites"]:
        for stated in place["assets"]:
            yield Thing(
                number=stated["n"],
                name=stated["name"],
                category=stated["cat"],
                site=place["code"],
                site_name=place["name"],
                meter=stated.get("meter"),
                gauge=stated.get("gauge"),
                weight=worn[stated.get("condition", "good")],
            )

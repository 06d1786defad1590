"""Files to import, and the mappings that read them."""

import json
from typing import Any

from fettle.modules.imports import public as imports
from makers.world import Person

HEADER = "id,title,status,opened,closed,due,site,asset,cost,lat,lon"


def work_mapping(**more: Any) -> dict[str, Any]:
    """A mapping of `HEADER` to work orders, with rules for every kind of dirt; `more` replaces parts of it."""
    return {
        "source": "old-system",
        "entity": "work_order",
        "key": ["id"],
        "timeZone": "America/New_York",
        "fields": {
            "reference": {"column": "id"},
            "title": {"column": "title"},
            "status": {"column": "status", "values": {"Closed": "closed", "Open": "approved"}},
            "reportedAt": {"column": "opened"},
            "completedAt": {"column": "closed"},
            "closedAt": {"column": "closed"},
            "dueAt": {"column": "due", "unreadable": "warning"},
            "site": {"column": "site"},
            "asset": {"column": "asset"},
            "cost": {"column": "cost"},
            "latitude": {"column": "lat", "unreadable": "warning"},
            "longitude": {"column": "lon", "unreadable": "warning"},
        },
        "rules": [
            {"check": "order", "fields": ["reportedAt", "completedAt"]},
            {
                "check": "window",
                "fields": ["reportedAt", "completedAt"],
                "lowest": "2010-01-01T00:00:00Z",
                "highest": "2030-01-01T00:00:00Z",
            },
            {"check": "coordinates", "fields": ["latitude", "longitude"], "severity": "warning", "drop": True},
            {"check": "not_negative", "fields": ["cost"], "severity": "warning"},
            {"check": "present", "fields": ["dueAt"], "severity": "warning"},
            {"check": "cut_off", "fields": ["title"], "length": 40, "severity": "warning"},
            {"check": "present", "fields": ["completedAt"], "when": {"status": ["closed"]}},
        ],
        **more,
    }


def mapping(**more: Any) -> imports.Mapping:
    """The mapping of ``work_mapping`` as the product reads it."""
    return imports.read_mapping(json.dumps(work_mapping(**more)).encode())


def told(report: imports.Reconciliation) -> tuple[int, int, int, int, int]:
    """Rows read, loaded, updated, unchanged, quarantined."""
    c = report.counts
    return c.read, c.loaded, c.updated, c.unchanged, c.quarantined


def row(number: int, **cells: Any) -> str:
    """A clean line of a file with `HEADER`; `cells` replace some of it."""
    clean = {
        "id": f"K-{number}",
        "title": f"Job {number}",
        "status": "Closed",
        "opened": "2020-03-01 08:00",
        "closed": "2020-03-02 09:30",
        "due": "2020-03-05 17:00",
        "site": "North Park",
        "asset": f"A{number % 3}",
        "cost": f"{number}.25",
        "lat": "42.3",
        "lon": "-71.1",
    }
    return ",".join(str(value) for value in {**clean, **cells}.values())


def file_of(*rows: str) -> bytes:
    """A file with `HEADER` and these lines."""
    return "\r\n".join([HEADER, *rows, ""]).encode()


async def upload(person: Person, mapping_id: str, content: bytes, **params: Any) -> Any:
    """POST a file; the response."""
    params = {"mappingId": mapping_id, "fileName": "old.csv", **params}
    headers = {"Content-Type": "text/csv"}
    return await person.send("POST", "/imports", params=params, content=content, headers=headers)


async def furnish_import(room: Any) -> None:
    """A saved mapping and an uploaded file, their ids remembered."""
    await room.make("mapping_id", "/import-mappings", {"name": "Old system", "mapping": work_mapping()})
    response = await upload(room.admin, room.ids["mapping_id"], file_of(row(1), row(2)), start="false")
    assert response.status_code == 201, response.text
    room.ids["import_id"] = response.json()["id"]

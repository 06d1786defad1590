"""What can be set on each kind of record by an import: fields, how their texts are read, what must be there."""

from enum import StrEnum

import msgspec

from fettle.modules.imports.records import Entity


class Kind(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    INSTANT = "instant"
    DATE = "date"
    FLAG = "flag"


class Field(msgspec.Struct, frozen=True):
    """A field: how it is read, its longest text or the closed set of its values, decimal places, whether it must be.

    `finds` says what kind of record the text names, and `makes` whether such a record can be made on the way.
    """

    kind: Kind = Kind.TEXT
    longest: int = 200
    choices: tuple[str, ...] = ()
    places: int = 2
    required: bool = False
    default: str = ""
    finds: str = ""
    makes: bool = True


TITLE = Field(longest=500, required=True)
NAME = Field(required=True)
OPTIONAL_NAME = Field()
CODE = Field(longest=60)
PROSE = Field(longest=20_000)
MOMENT = Field(Kind.INSTANT)
DEGREES = Field(Kind.DECIMAL, places=6)
MONEY = Field(Kind.DECIMAL)
QUANTITY = Field(Kind.DECIMAL, places=4)

PRIORITIES = ("low", "medium", "high", "urgent")
WORK_STATUSES = ("new", "approved", "in_progress", "on_hold", "complete", "closed", "cancelled", "skipped")
REQUEST_STATUSES = ("new", "approved", "declined")
WORK_KINDS = ("corrective", "preventive", "inspection", "project", "contract", "request")
LOG_KINDS = ("labour", "material", "equipment", "contract", "other")

LOCATION_KINDS = ("building", "floor", "room", "area")

SITE = Field(finds="site")
CREW = Field(finds="crew")
TASK_CODE = Field(longest=60, finds="task code")
GL_CODE = Field(longest=60, finds="GL code")
THERE = Field(longest=60, finds="asset", makes=False)
ASSET_THERE = Field(longest=60, required=True, finds="asset", makes=False)
WORK_THERE = Field(required=True, finds="work order", makes=False)

PLACE = {"latitude": DEGREES, "longitude": DEGREES}
ASSET = {
    "asset": Field(longest=60, finds="asset"),
    "assetName": OPTIONAL_NAME,
    "assetType": Field(longest=60, finds="asset type"),
    "assetCategory": Field(longest=60, finds="asset category"),
}
LOG = {
    "cost": MONEY,
    "logKind": Field(choices=LOG_KINDS),
    "logDate": Field(Kind.DATE),
    "logNote": PROSE,
    "logItem": OPTIONAL_NAME,
    "hours": QUANTITY,
}

FIELDS: dict[Entity, dict[str, Field]] = {
    Entity.WORK_ORDER: {
        "reference": OPTIONAL_NAME,
        "title": TITLE,
        "description": PROSE,
        "status": Field(choices=WORK_STATUSES, required=True),
        "priority": Field(choices=PRIORITIES),
        "kind": Field(choices=WORK_KINDS),
        "site": SITE,
        "crew": CREW,
        "taskCode": TASK_CODE,
        "glCode": GL_CODE,
        "problemCode": Field(longest=60, finds="problem code"),
        "causeCode": Field(longest=60, finds="cause code"),
        "remedyCode": Field(longest=60, finds="remedy code"),
        "reportedAt": Field(Kind.INSTANT, required=True),
        "scheduledStart": MOMENT,
        "dueAt": MOMENT,
        "startedAt": MOMENT,
        "completedAt": MOMENT,
        "closedAt": MOMENT,
        "statusNote": PROSE,
        "estimatedHours": QUANTITY,
        "withRequest": Field(Kind.FLAG),
        **PLACE,
        **ASSET,
        **LOG,
    },
    Entity.WORK_REQUEST: {
        "reference": OPTIONAL_NAME,
        "title": TITLE,
        "description": PROSE,
        "status": Field(choices=REQUEST_STATUSES, default="new"),
        "priority": Field(choices=PRIORITIES),
        "site": SITE,
        "requesterName": OPTIONAL_NAME,
        "requesterEmail": OPTIONAL_NAME,
        "requesterPhone": OPTIONAL_NAME,
        "reportedAt": Field(Kind.INSTANT, required=True),
        "decidedAt": MOMENT,
        "decisionNote": PROSE,
        **PLACE,
    },
    Entity.ASSET: {
        "number": Field(longest=60, required=True),
        "name": NAME,
        "description": PROSE,
        "assetType": Field(longest=60, required=True, finds="asset type"),
        "assetCategory": Field(longest=60, finds="asset category"),
        "site": SITE,
        "manufacturer": OPTIONAL_NAME,
        "model": OPTIONAL_NAME,
        "serialNumber": OPTIONAL_NAME,
        "purchasedOn": Field(Kind.DATE),
        "installedOn": Field(Kind.DATE),
        **PLACE,
    },
    Entity.SITE: {"name": NAME, **PLACE},
    Entity.LOCATION: {
        "site": Field(required=True, finds="site"),
        "parent": Field(longest=1_000, finds="location"),
        "name": NAME,
        "kind": Field(choices=LOCATION_KINDS),
    },
    Entity.STAFF: {
        "number": OPTIONAL_NAME,
        "name": NAME,
        "trade": OPTIONAL_NAME,
        "email": OPTIONAL_NAME,
        "phone": OPTIONAL_NAME,
        "crew": CREW,
        "hourlyRate": MONEY,
        "rateFrom": Field(Kind.DATE),
    },
    Entity.METER_READING: {
        "asset": ASSET_THERE,
        "meter": NAME,
        "readAt": Field(Kind.INSTANT, required=True),
        "value": Field(Kind.DECIMAL, places=4, required=True),
        "note": PROSE,
    },
    Entity.LOG_ENTRY: {
        "workOrder": WORK_THERE,
        "performedOn": Field(Kind.DATE, required=True),
        "kind": Field(choices=LOG_KINDS),
        "staff": Field(finds="member of staff"),
        "hours": QUANTITY,
        "quantity": QUANTITY,
        "unit": CODE,
        "unitCost": MONEY,
        "amount": MONEY,
        "item": OPTIONAL_NAME,
        "vendor": OPTIONAL_NAME,
        "asset": THERE,
        "equipment": THERE,
        "taskCode": TASK_CODE,
        "glCode": GL_CODE,
        "note": PROSE,
    },
    Entity.TASK_CODE: {"code": Field(longest=60, required=True), "name": OPTIONAL_NAME},
    Entity.GL_CODE: {"code": Field(longest=60, required=True), "name": OPTIONAL_NAME},
}
"""By entity, the fields that a mapping may fill, as they are called in mappings."""

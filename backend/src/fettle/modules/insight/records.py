"""What a search over everything shows."""

from enum import StrEnum

from fettle.kit.found import Found


class HitType(StrEnum):
    """What was found, in the order in which it is shown."""

    WORK_ORDER = "work_order"
    WORK_REQUEST = "work_request"
    ASSET = "asset"
    SITE = "site"
    LOCATION = "location"
    PLAN = "plan"
    STAFF = "staff"
    PERSON = "person"


class Hit(Found, frozen=True, kw_only=True):
    """One record that was found. `subtitle` is its site, its address, a trade or an e-mail address.

    `number` is as people write it, such as WO-1042; `status` is that of its own kind. The id of a person is that of
    the membership, as in the list of people.
    """

    type: HitType

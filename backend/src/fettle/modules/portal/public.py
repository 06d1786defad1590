"""The door of the portal for other modules."""

from fettle.modules.portal.actions.places import at_code as place_at_code
from fettle.modules.portal.actions.places import open_one as open_place
from fettle.modules.portal.actions.status import url as status_url
from fettle.modules.portal.records.places import NewPlace, PageSettings

__all__ = [
    "NewPlace",
    "PageSettings",
    "open_place",
    "place_at_code",
    "status_url",
]

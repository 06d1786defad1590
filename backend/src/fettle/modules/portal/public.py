"""The door of the portal for other modules."""

from fettle.modules.portal.actions.status import url as status_url

__all__ = ["status_url"]

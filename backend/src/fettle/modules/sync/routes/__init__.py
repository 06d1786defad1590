"""Routes of sync."""

from fettle.modules.sync.routes import pull

ROUTES = [*pull.ROUTES]

"""Routes of sync."""

from fettle.modules.sync.routes import conflicts, pull, push

ROUTES = [*pull.ROUTES, *push.ROUTES, *conflicts.ROUTES]

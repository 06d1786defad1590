"""Planning over HTTP."""

from fettle.modules.planning.routes import occurrences, plans

ROUTES = [*plans.ROUTES, *occurrences.ROUTES]

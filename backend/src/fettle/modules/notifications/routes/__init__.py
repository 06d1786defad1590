"""Notifications over HTTP."""

from fettle.modules.notifications.routes import centre, choosing, devices, unsubscribing

ROUTES = [*centre.ROUTES, *choosing.ROUTES, *devices.ROUTES, *unsubscribing.ROUTES]

"""Places and things over HTTP."""

from fettle.modules.assets.routes import assets, downtimes, kinds, locations, meters, sites

routes = [
    *sites.routes,
    *locations.routes,
    *kinds.routes,
    *assets.routes,
    *meters.routes,
    *downtimes.routes,
]

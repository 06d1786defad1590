"""Work over HTTP."""

from fettle.modules.work_orders.routes import comments, life_cycle, requests, tasks, templates, work_orders

ROUTES = [
    *requests.ROUTES,
    *work_orders.ROUTES,
    *life_cycle.ROUTES,
    *tasks.ROUTES,
    *comments.ROUTES,
    *templates.ROUTES,
]

"""What this module hands to the composition."""

from fettle.kit.module import Module
from fettle.modules.work_orders.routes import ROUTES

module = Module(
    name="work_orders",
    routes=ROUTES,
    permissions={
        "requests:create": "Ask for work.",
        "requests:read": "See all requests, not only your own.",
        "requests:decide": "Approve and decline requests, and merge duplicates.",
        "work_orders:read": "See work orders, their tasks and comments.",
        "work_orders:create": "Create work orders and follow-ups.",
        "work_orders:write": "Edit, assign, schedule, tag, delete and restore work orders, and their tasks.",
        "work_orders:approve": "Release new work orders to be done.",
        "work_orders:work": "Start, hold and resume work, and answer its tasks.",
        "work_orders:complete": "Say that work is done.",
        "work_orders:close": "Review completed work and freeze its logs.",
        "work_orders:cancel": "Give work up.",
        "work_orders:skip": "Leave an occurrence of a maintenance plan out.",
        "comments:create": "Comment on work and on requests.",
        "templates:write": "Create and edit templates of work orders.",
    },
)

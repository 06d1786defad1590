"""What main and worker collect of tenancy."""

from fettle.kit.module import Module
from fettle.modules.tenancy import jobs
from fettle.modules.tenancy.routes import people, resources, tenants

module = Module(
    name="tenancy",
    routes=[*tenants.ROUTES, *people.ROUTES, *resources.ROUTES],
    jobs=[jobs.forget_answers],
    permissions={
        "tenant:read": "See the tenant, its words, its custom fields and saved views.",
        "tenant:write": "Change the tenant's name, look, words and settings, or delete it.",
        "people:read": "See who belongs to the tenant, with which role and sites.",
        "people:write": "Invite people, give them roles and sites, and take them out.",
        "roles:write": "Make, change and delete roles.",
        "staff:read": "See staff and crews.",
        "staff:write": "Add, change and remove staff, their rates and crews.",
        "reference:read": "See task codes, accounting codes, failure codes, reasons and tags.",
        "reference:write": "Add, change and remove task codes, accounting codes, failure codes and reasons.",
        "tags:write": "Add, change and remove tags.",
        "custom_fields:write": "Add, change and remove custom fields.",
        "views:write": "Save filters of a list as a view, for oneself or for everybody.",
        "audit:read": "See the audit trail: every change, by whom and when.",
        "costs:read": "See money: rates, prices, costs.",
    },
)

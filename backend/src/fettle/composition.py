"""What the program consists of: an explicit list of modules, and the services that jobs work with."""

from typing import Any

from fettle.config import Settings
from fettle.modules.assets.module import module as assets
from fettle.modules.calendar.module import module as calendar
from fettle.modules.escalation.module import module as escalation
from fettle.modules.files.module import module as files
from fettle.modules.files.public import make_files
from fettle.modules.identity.module import module as identity
from fettle.modules.imports.module import module as imports
from fettle.modules.insight.module import module as insight
from fettle.modules.jobs.module import module as jobs
from fettle.modules.logs.module import module as logs
from fettle.modules.notifications import public as notifications_public
from fettle.modules.notifications.module import module as notifications
from fettle.modules.planning.module import module as planning
from fettle.modules.portal.module import module as portal
from fettle.modules.realtime.module import module as realtime
from fettle.modules.reports.module import module as reports
from fettle.modules.sync.module import module as sync
from fettle.modules.tenancy.module import module as tenancy
from fettle.modules.webhooks.module import module as webhooks
from fettle.modules.work_orders.module import module as work_orders
from fettle.queue.following import retelling
from fettle.queue.tickets import Duties
from fettle.web.mail import Mailer
from fettle.web.outbound import Outbound

MODULES = (
    identity,
    tenancy,
    files,
    jobs,
    assets,
    logs,
    work_orders,
    planning,
    portal,
    calendar,
    escalation,
    notifications,
    realtime,
    webhooks,
    reports,
    imports,
    insight,
    sync,
)
SYNCED = {table.name: (table, source) for module in MODULES for table, source in module.synced}
"""What phones keep: each table with where its rows come from."""
DUTIES = Duties(one for module in MODULES for one in module.jobs)
"""The background work of all modules, and for each follower the job that tells it an event again."""
for follower in DUTIES.followers.values():
    DUTIES.add(retelling(follower))


def services(settings: Settings) -> dict[str, Any]:
    """What jobs find in `work.services`, and routes in the application's state."""
    mailer, outbound = Mailer(settings), Outbound(settings.outbound_allow)
    return {
        "settings": settings,
        "files": make_files(settings),
        "mailer": mailer,
        "outbound": outbound,
        "post_office": notifications_public.office(settings, mailer, outbound),
    }

"""What people are shown of a plan: its rule in their language, and when it is due."""

from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.recurrence.zones import local_day
from fettle.modules.planning import rules
from fettle.modules.planning.actions import facts
from fettle.modules.planning.records import (
    KeptPlan,
    ListedPlan,
    PlanDetail,
    PlanPreview,
    PlanProgress,
    PlanStatus,
)
from fettle.modules.planning.store import facts as store
from fettle.modules.planning.store import occurrences as occurrence_store
from fettle.modules.planning.store import schedules as schedule_store
from fettle.modules.tenancy import public as tenancy

SHOWN = 12


async def language(call: Call, asked: str | None) -> str:
    """The language asked for, else the tenant's."""
    return asked or (await tenancy.current_tenant(call)).locale


async def zone_of(call: Call, site_id: UUID | None) -> str:
    """The time zone in which a plan at the site lives: the site's, else the tenant's."""
    own = await store.zone_of(call, site_id) if site_id is not None else None
    return own or (await tenancy.current_tenant(call)).time_zone


async def foresee(call: Call, plan: KeptPlan, progress: PlanProgress, lang: str | None) -> PlanPreview:
    """The rule in words, the next times at which the plan is due, and what to mind."""
    today = local_day(call.now, plan.zone)
    words = await language(call, lang)
    known = (await occurrence_store.settled_ahead(call, [plan.id], today)).get(plan.id, set())
    seen = rules.preview(
        plan,
        progress,
        language=words,
        today=today,
        pace=await facts.pace(call, [plan]),
        meters=await facts.meter_words(call, [plan]),
        known=known,
        limit=SHOWN,
    )
    warnings = rules.warnings(plan, seen.coming, words)
    return PlanPreview(words=seen.words, coming=seen.coming, warnings=warnings)


async def detail_of(call: Call, plan: ListedPlan, lang: str | None) -> PlanDetail:
    """The plan with its rule in words; one that rests or has stopped has nothing coming."""
    schedule = (await schedule_store.some(call, [plan.id]))[plan.id]
    seen = await foresee(call, plan, schedule.progress, lang)
    coming = seen.coming if plan.status is PlanStatus.LIVE else []
    fields = msgspec.structs.asdict(plan) | {"words": seen.words}
    return PlanDetail(**fields, coming=coming, warnings=seen.warnings)

"""The story of Riverside, told from its first day to the moment at which it is loaded; broken off, it goes on."""

from datetime import datetime, timedelta

from fettle.db.callers import system
from fettle.db.door import Door
from fettle.demo.past import Do, Past, begun
from fettle.demo.riverside import album, plans, today
from fettle.demo.riverside import cast as casting
from fettle.demo.riverside import places as placing
from fettle.demo.riverside import working as jobs_told
from fettle.demo.riverside.cast import Cast
from fettle.demo.riverside.diary import DAYS, Diary
from fettle.demo.riverside.places import Places
from fettle.demo.tenants import DemoTenant
from fettle.modules.files import public as files
from fettle.modules.work_orders import public as work_orders

STORY_ENDS = "Good week, everybody. Please write your hours down before Friday."
HEARD = timedelta(minutes=2)


async def tell(door: Door, tenant: DemoTenant, desk: files.Desk | None) -> None:
    """Let everything happen that has not happened yet."""
    past = await begun(door, tenant)
    if past is None:
        return
    await _first_days(past, tenant)
    async with door.open(system(tenant.new.id, via="cli"), read_only=True) as call:
        cast = await casting.look_up(call, tenant)
        places = await placing.look_up(call)
    jobs, requests = jobs_told.read()
    diary = Diary(past, cast, places, jobs)
    now = today.Today(past, cast, places, diary)
    diary.write()
    now.write()
    now.ask(requests)
    now.talk()
    engine = plans.Engine(past, cast, places)
    engine.write(-DAYS, {piece.id for piece in diary.pieces})
    _desk_work(past, cast, places, desk)
    _hearing(past, cast, tenant)
    if desk is not None:
        await album.fill(past, desk, diary, places)
    last, said = diary.pieces[-1].id, work_orders.NewComment(body=STORY_ENDS)
    supervisor = cast.person("supervisor", "session")
    past.act(past.last, supervisor, lambda call: work_orders.comment_on_work_order(call, last, said))
    await past.live(engine.resume)


async def _first_days(past: Past, tenant: DemoTenant) -> None:
    async with past.door.open(system(tenant.new.id, via="cli"), read_only=True) as call:
        users = await casting.users(call, tenant)
    who = casting.operator(tenant.new.id, users["admin"])
    first = past.begins + timedelta(hours=1)
    past.act(first, who, lambda call: casting.introduce(call, tenant))
    past.act(first + timedelta(hours=1), who, lambda call: placing.build(call, past.ends))
    for place, user_id in enumerate(users.values()):
        at = first + timedelta(minutes=1 + place)
        past.act(at, casting.operator(tenant.new.id, user_id), casting.without_mail)
    await past.live()


def _desk_work(past: Past, cast: Cast, places: Places, desk: files.Desk | None) -> None:
    """What the supervisor prepares: plans, templates, views, pages for residents."""
    first = past.moment(-DAYS, 8)
    supervisor = cast.person("supervisor", "cli")
    base_url = desk.settings.base_url if desk is not None else ""
    day = past.today - timedelta(days=DAYS)
    past.act(first, supervisor, lambda call: plans.make(call, cast, places, day))
    past.act(first + timedelta(hours=1), supervisor, lambda call: today.make_templates(call, cast))
    past.act(first + timedelta(hours=2), supervisor, lambda call: today.open_places(call, places, base_url))
    past.act(past.moment(-120, 8), supervisor, lambda call: today.save_views(call, cast, places))


def _hearing(past: Past, cast: Cast, tenant: DemoTenant) -> None:
    """People hear of the last days; of what lay before they have heard, and read it."""

    async def hear(at: datetime) -> None:
        await past.hear(at, "escalation")
        await past.job(at, "escalation.raise")
        await past.hear(at, "notifications.oblige", "notifications.tell")
        await past.job(at, "notifications.remind")

    def reading(until: datetime) -> Do:
        return lambda call: casting.have_read(call, until)

    quiet = past.ends - timedelta(days=3)
    past.let(quiet, hear)
    for user_id in cast.users.values():
        reader = system(tenant.new.id, via="cli", user_id=user_id)
        past.act(quiet + HEARD, reader, reading(quiet + HEARD))
    past.act(quiet + 2 * HEARD, cast.person("admin", "cli"), today.make_rule)
    for halves in range(5, 0, -1):
        past.let(past.ends - timedelta(hours=12 * halves), hear)
    past.let(past.last - HEARD, hear)

"""The rows of work orders and their logs, as text for COPY."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks.dataset.people import CODES, CREWS, TAGS, Rows
from benchmarks.dataset.sizes import Tenant

VERBS = ["Repair", "Replace", "Inspect", "Clean", "Adjust", "Paint", "Remove", "Test", "Lubricate", "Calibrate"]
THINGS = [
    "pump",
    "valve",
    "door",
    "window",
    "gate",
    "fence",
    "boiler",
    "heater",
    "mower",
    "tractor",
    "bench",
    "light",
    "switch",
    "pipe",
    "drain",
    "roof",
    "gutter",
    "bridge",
    "sign",
    "fountain",
    "swing",
    "slide",
    "court",
    "net",
    "scoreboard",
    "pool",
    "filter",
    "chlorinator",
    "hydrant",
    "sprinkler",
]
PLACES = ["north", "south", "east", "west", "main", "lower", "upper", "inner", "outer", "central"]
TROUBLES = [
    "leaks",
    "squeaks",
    "rattles",
    "overheats",
    "sticks",
    "jams",
    "drips",
    "flickers",
    "smells",
    "vibrates",
    "trips",
    "stalls",
    "floods",
    "rusts",
    "sags",
    "cracks",
]
PRIORITIES = ("low", "medium", "medium", "high", "urgent")
WORK = ("corrective", "preventive", "corrective", "inspection", "corrective")
LINE_KINDS = ("labour", "material", "equipment")
LOGGED = frozenset({"in_progress", "on_hold", "complete", "closed"})
NO_DIGEST = r"\x" + "00" * 32
FIRST_DAY = datetime(2020, 1, 1, tzinfo=UTC)
DAYS = [(FIRST_DAY + timedelta(days=count)).date().isoformat() for count in range(4000)]
FIRST_SECOND = int(FIRST_DAY.timestamp())


def day(seconds: int) -> str:
    """The day of a moment."""
    return DAYS[(seconds - FIRST_SECOND) // 86_400]


def instant(seconds: int) -> str:
    """A moment as PostgreSQL reads it."""
    rest = seconds % 86_400
    return f"{day(seconds)} {rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}+00"


def title(serial: int) -> str:
    """What is to be done: three thousand different things, so that words are as frequent as in real work."""
    verb, thing = VERBS[serial % len(VERBS)], THINGS[serial // 7 % len(THINGS)]
    return f"{verb} {PLACES[serial // 3 % len(PLACES)]} {thing}"


def description(serial: int) -> str:
    """Some sentences about it; one in a thousand speaks of a raccoon."""
    first, second = THINGS[serial % 31 % len(THINGS)], THINGS[serial // 11 % len(THINGS)]
    rare = " A raccoon was seen." if serial % 1000 == 500 else ""
    trouble = TROUBLES[serial % 17 % len(TROUBLES)]
    return f"The {first} {trouble} since the {second} was serviced. Ask at gate {serial % 977}.{rare}"


def logged(tenant: Tenant) -> Iterator[int]:
    """Which work orders have log entries: nearly all that were ever begun."""
    return (n for n in range(tenant.work_orders) if tenant.status(n) in LOGGED and n % 9)


def work_orders(tenant: Tenant) -> Rows:
    """The work orders, oldest first."""
    for n in range(tenant.work_orders):
        status, made = tenant.status(n), tenant.made_at(n)
        done = status in {"complete", "closed"}
        site = n % tenant.sites
        yield (
            tenant.id,
            tenant.work_order(n),
            n + 1,
            f"REF-{n}",
            title(n),
            description(n),
            status,
            PRIORITIES[n % 5],
            WORK[n // 2 % 5],
            tenant.key("site", site),
            tenant.key("location", 2 * site),
            tenant.key("staff", n % tenant.staff) if status != "new" else None,
            tenant.key("crew", n % CREWS),
            tenant.key("user", n % tenant.staff),
            instant(made + 14 * 86_400),
            instant(made),
            instant(made + 3 * 86_400) if status in LOGGED else None,
            instant(made + (4 + n % 17) * 86_400) if done else None,
            tenant.key("reason", 0) if status == "on_hold" else None,
            tenant.key("gl_code", n % CODES),
            instant(made),
            instant(made),
        )


def estimates(tenant: Tenant) -> Rows:
    """What every second one was thought to cost."""
    for n in range(0, tenant.work_orders, 2):
        yield tenant.id, tenant.work_order(n), f"{100 + n % 900}.00"


def linked_assets(tenant: Tenant) -> Rows:
    """One asset each, and two for every fourth."""
    for n in range(tenant.work_orders):
        yield tenant.id, tenant.work_order(n), tenant.key("asset", n % tenant.assets), 0
        if n % 4 == 0:
            yield tenant.id, tenant.work_order(n), tenant.key("asset", (n + 7) % tenant.assets), 1


def linked_tags(tenant: Tenant) -> Rows:
    """A tag on every third."""
    for n in range(0, tenant.work_orders, 3):
        yield tenant.id, tenant.work_order(n), tenant.key("tag", n % TAGS)


def tasks(tenant: Tenant) -> Rows:
    """Two tasks each."""
    for n in range(tenant.work_orders):
        work_order = tenant.work_order(n)
        for position in range(2):
            key = tenant.key("task", 2 * n + position)
            code = tenant.key("task_code", (n + position) % CODES)
            yield tenant.id, key, work_order, position, code, f"Step {position + 1}", "done" if n % 2 else "open"


def log_entries(tenant: Tenant) -> Rows:
    """Two entries on each work order that has any."""
    for n in logged(tenant):
        work_order, site, person = tenant.work_order(n), tenant.key("site", n % tenant.sites), n % tenant.staff
        for turn in range(2):
            on = day(tenant.made_at(n) + (3 + turn) * 86_400)
            yield tenant.id, tenant.key("log_entry", 2 * n + turn), work_order, on, site, tenant.key("staff", person)


def log_lines(tenant: Tenant) -> Rows:
    """Three lines on each entry: hours, a part, a machine."""
    for n in logged(tenant):
        work_order, asset = tenant.work_order(n), tenant.key("asset", n % tenant.assets)
        person, account = tenant.key("staff", n % tenant.staff), tenant.key("gl_code", n % CODES)
        for turn in range(2):
            entry = tenant.key("log_entry", 2 * n + turn)
            for position, kind in enumerate(LINE_KINDS):
                key = tenant.key("log_line", 6 * n + 3 * turn + position)
                who = person if kind == "labour" else None
                item = "Seal kit" if kind == "material" else None
                yield tenant.id, key, entry, work_order, position, kind, who, item, asset, account, 2, "h"


def log_line_costs(tenant: Tenant) -> Rows:
    """What each line cost."""
    for n in logged(tenant):
        work_order, asset = tenant.work_order(n), tenant.key("asset", n % tenant.assets)
        account = tenant.key("gl_code", n % CODES)
        for turn in range(2):
            on = day(tenant.made_at(n) + (3 + turn) * 86_400)
            for position, kind in enumerate(LINE_KINDS):
                key = tenant.key("log_line", 6 * n + 3 * turn + position)
                cost = 20 + (n + position) % 60
                yield tenant.id, key, work_order, asset, account, kind, on, f"{cost}.00", f"{2 * cost}.00"


def events(tenant: Tenant) -> Rows:
    """Two events on each work order; their hashes are left out, so the chain does not verify."""
    for n in range(tenant.work_orders):
        work_order, site, user = tenant.work_order(n), tenant.key("site", n % tenant.sites), tenant.key("user", 0)
        at = instant(tenant.made_at(n))
        for turn, verb in enumerate(("created", "updated")):
            after = f'{{"title": "{title(n)}", "status": "{tenant.status(n)}", "number": {n + 1}}}'
            key = tenant.key("event", 2 * n + turn)
            yield (
                tenant.id,
                2 * n + turn + 1,
                0,
                key,
                f"work_order.{verb}",
                "work_order",
                work_order,
                work_order,
                site,
                False,
                user,
                "session",
                "benchmark",
                at,
                "{}",
                after,
                NO_DIGEST.replace("\\", "\\\\"),
                NO_DIGEST.replace("\\", "\\\\"),
            )

"""Who is in the story, and what they speak of: made on the first day, looked up by name ever after."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.db.callers import Caller, system
from fettle.demo.tenants import DemoTenant
from fettle.modules.identity import public as identity
from fettle.modules.notifications import public as notifications
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders import public as work_orders


class Hand(msgspec.Struct, frozen=True):
    """Somebody whom work is given to; `login` is the name before the @ of those who sign in."""

    name: str
    trade: str
    crew: str
    hours: int
    rate: str
    login: str = ""
    leads: bool = False


HANDS = (
    Hand("Grace Holloway", "Supervision", "", 40, "62.00", "supervisor"),
    Hand("Tia Brooks", "HVAC", "Facilities", 40, "48.50", "technician", leads=True),
    Hand("Marco Silva", "Electrical", "Facilities", 40, "51.00", "technician2"),
    Hand("Ines Novak", "Horticulture", "Grounds", 40, "44.00", "technician3", leads=True),
    Hand("Omar Haddad", "Aquatics", "Aquatics", 40, "46.50", "technician4", leads=True),
    Hand("Ben Carter", "Plumbing", "Facilities", 40, "49.00"),
    Hand("Lucia Moreno", "Carpentry", "Facilities", 32, "47.00"),
    Hand("Dev Patel", "Groundskeeping", "Grounds", 40, "38.00"),
    Hand("Hank Walker", "Mechanics", "Grounds", 40, "45.00"),
    Hand("Jo Lindgren", "Pool operation", "Aquatics", 24, "36.50"),
)
CREWS = ("Facilities", "Grounds", "Aquatics")
GL_CODES = {
    "7110": "Park grounds",
    "7120": "Playgrounds",
    "7210": "Buildings",
    "7220": "Heating and cooling",
    "7310": "Aquatics",
    "7410": "Fleet",
    "7510": "Vandalism and storms",
}
TASK_CODES = {
    "PLAY-REP": ("Repair playground equipment", "7120", "1.5"),
    "IRR-REP": ("Repair irrigation", "7110", "2"),
    "PMP-REP": ("Repair pump", "7310", "4"),
    "PLB-REP": ("Repair plumbing", "7210", "2"),
    "ELE-REP": ("Repair lights and power", "7210", "2"),
    "BLD-REP": ("Repair building", "7210", "3"),
    "CARP": ("Carpentry and metal", "7110", "2"),
    "HVAC-REP": ("Repair heating or cooling", "7220", "3"),
    "VEH-REP": ("Repair vehicle or mower", "7410", "2.5"),
    "FLD-PREP": ("Prepare field or court", "7110", "3"),
    "TREE": ("Tree work", "7110", "4"),
    "POOL": ("Pool care", "7310", "2"),
    "SAFETY": ("Life safety", "7210", "2"),
    "EVENT": ("Set up an event", "7110", "3"),
    "LITTER": ("Litter and bins", "7110", "1.5"),
    "VANDAL": ("Remove vandalism", "7510", "1"),
    "INSPECT": ("Inspection", "7210", "1.5"),
    "MOW": ("Mowing", "7110", "3"),
}
TAGS = {
    "storm": "#64748b",
    "vandalism": "#b91c1c",
    "event": "#7c3aed",
    "ada": "#0369a1",
    "warranty": "#a16207",
    "grant-2026": "#15803d",
}
FIELDS: tuple[dict[str, Any], ...] = (
    {
        "entity": "work_order",
        "key": "weather",
        "label": "Weather",
        "type": "choice",
        "options": ["dry", "rain", "snow", "wind"],
        "in_lists": True,
        "filterable": True,
    },
    {"entity": "work_order", "key": "public_notice", "label": "Public was told", "type": "boolean", "filterable": True},
    {"entity": "work_order", "key": "permit", "label": "Permit number", "type": "text"},
    {"entity": "work_order", "key": "visitors_affected", "label": "Visitors affected", "type": "number"},
    {"entity": "work_order", "key": "inspect_again_on", "label": "Inspect again on", "type": "date"},
    {"entity": "asset", "key": "inspected_on", "label": "Last inspected", "type": "date", "in_lists": True},
    {"entity": "asset", "key": "manual", "label": "Manual", "type": "url"},
    {"entity": "asset", "key": "expected_life_years", "label": "Expected life (years)", "type": "number"},
    {
        "entity": "asset",
        "key": "funding",
        "label": "Paid from",
        "type": "choice",
        "options": ["Operating budget", "Capital plan", "State grant", "Donation"],
        "filterable": True,
    },
    {
        "entity": "asset",
        "key": "open_to",
        "label": "Open to",
        "type": "choices",
        "options": ["Everybody", "Leagues", "Staff"],
    },
)


class Cast(msgspec.Struct, kw_only=True):
    """The ids of everybody and everything, by name."""

    users: dict[str, UUID] = {}
    staff: dict[str, UUID] = {}
    crews: dict[str, UUID] = {}
    gl_codes: dict[str, UUID] = {}
    task_codes: dict[str, UUID] = {}
    codes: dict[str, dict[str, UUID]] = {}
    reasons: dict[str, dict[str, UUID]] = {}
    tags: dict[str, UUID] = {}
    callers: dict[tuple[str, str], Caller] = {}
    tenant_id: UUID

    def person(self, login: str, via: str) -> Caller:
        """Somebody who acts, by what their role may do; the same caller for the same way."""
        if (login, via) not in self.callers:
            role = login.rstrip("0123456789")
            hand = next((each for each in HANDS if each.login == login), None)
            self.callers[login, via] = Caller(
                tenant_id=self.tenant_id,
                user_id=self.users[login],
                staff_id=self.staff[hand.name] if hand else None,
                role=role,
                permissions=PERMISSIONS[role],
                via=via,
            )
        return self.callers[login, via]

    def outside(self, via: str) -> Caller:
        """Somebody outside who asks for work by the portal or by mail."""
        if ("", via) not in self.callers:
            may = frozenset({"requests:create"})
            self.callers["", via] = Caller(tenant_id=self.tenant_id, role="visitor", permissions=may, via=via)
        return self.callers["", via]


PERMISSIONS: Mapping[str, frozenset[str]] = {each.code: each.permissions for each in tenancy.BUILT_IN_ROLES}


def hands(crew: str) -> list[Hand]:
    """Who is in a crew."""
    return [hand for hand in HANDS if hand.crew == crew]


def login_of(name: str) -> str:
    """As whom the work of `name` is written down: themselves, or the supervisor for those who do not sign in."""
    return next((hand.login for hand in HANDS if hand.name == name and hand.login), "supervisor")


async def users(call: Call, tenant: DemoTenant) -> dict[str, UUID]:
    """The people who can sign in, by the name before the @."""
    found = {}
    for login, _, _ in tenant.everybody():
        user = await identity.find_user(call, tenant.email(login))
        assert user is not None, "the people were made with the tenant"
        found[login] = user.id
    return found


async def introduce(call: Call, tenant: DemoTenant) -> None:
    """Make the staff, the crews and the words that work is described with."""
    known = await users(call, tenant)
    ids = {}
    for place, hand in enumerate(HANDS):
        given = tenancy.NewStaff(
            name=hand.name,
            number=f"E-{101 + place}",
            email=tenant.email(hand.login) if hand.login else None,
            phone=f"+1 845 555 01{20 + place}",
            trade=hand.trade,
            user_id=known.get(hand.login),
            weekly_hours=Decimal(hand.hours),
        )
        ids[hand.name] = (await tenancy.add_staff(call, given)).id
    await _rates(call, ids)
    for crew in CREWS:
        members = hands(crew)
        lead = next(hand for hand in members if hand.leads)
        await tenancy.add_crew(call, crew, lead_id=ids[lead.name], member_ids=[ids[hand.name] for hand in members])
    await _words(call)


async def _rates(call: Call, ids: Mapping[str, UUID]) -> None:
    """What an hour costs; it rises with every new year."""
    first = call.now.year - 1
    for hand in HANDS:
        for years in range(3):
            rate = (Decimal(hand.rate) * (Decimal("0.97") ** (2 - years))).quantize(Decimal("0.05"))
            await tenancy.add_rate(call, ids[hand.name], date(first + years, 1, 1), rate)


async def _words(call: Call) -> None:
    accounts = await tenancy.ensure_reference(call, "gl_codes", GL_CODES)
    names = {code: name for code, (name, _, _) in TASK_CODES.items()}
    for code, task_code_id in (await tenancy.ensure_reference(call, "task_codes", names)).items():
        _, account, hours = TASK_CODES[code]
        given = {"gl_code_id": accounts[account], "standard_hours": Decimal(hours)}
        await tenancy.change_reference(call, "task_codes", task_code_id, given)
    for name, tag_id in (await tenancy.ensure_reference(call, "tags", dict.fromkeys(TAGS, ""))).items():
        await tenancy.change_reference(call, "tags", tag_id, {"colour": TAGS[name]})
    for field in FIELDS:
        await tenancy.add_custom_field(call, field)
    await tenancy.ensure_reference(call, "reasons", {"SEASON": "Wait for the season"}, among="hold")


async def look_up(call: Call, tenant: DemoTenant) -> Cast:
    """Everybody and everything that `introduce` made."""
    codes = (
        "LEAKAGE NOISE NO_START BROKEN OVERHEAT",
        "WEAR MISUSE CORROSION UNKNOWN",
        "REPAIRED REPLACED ADJUSTED CLEANED",
    )
    reasons = {
        "hold": "PARTS ACCESS WEATHER CONTRACTOR APPROVAL SEASON",
        "downtime": "BREAKDOWN PLANNED",
        "cancel": "NOT_NEEDED MISTAKE BUDGET",
        "decline": "OUT_OF_SCOPE UNCLEAR",
        "reversal": "MISTAKE WRONG_QUANTITY",
    }
    return Cast(
        tenant_id=tenant.new.id,
        users=await users(call, tenant),
        staff=await tenancy.staff_called(call, [hand.name for hand in HANDS]),
        crews=await tenancy.crews_called(call, CREWS),
        gl_codes=await tenancy.reference_ids(call, "gl_codes", GL_CODES),
        task_codes=await tenancy.reference_ids(call, "task_codes", TASK_CODES),
        codes={
            among: await tenancy.reference_ids(call, "failure_codes", words.split(), among=among)
            for among, words in zip(("problem", "cause", "remedy"), codes, strict=True)
        },
        reasons={
            among: await tenancy.reference_ids(call, "reasons", words.split(), among=among)
            for among, words in reasons.items()
        },
        tags=await tenancy.reference_ids(call, "tags", TAGS),
    )


async def without_mail(call: Call) -> None:
    """Nobody reads what is sent to `.example`: people here are told in the app alone."""
    kinds = [kind for kind in notifications.Kind if kind is not notifications.Kind.TEST]
    choices = [
        notifications.Preference(kind=kind, way=notifications.Way.EMAIL, wanted=False)
        for kind in kinds
        if kind is not notifications.Kind.CHANNEL_BROKEN
    ]
    await notifications.choose(call, choices, notifications.Habits())


def operator(tenant_id: UUID, user_id: UUID) -> Caller:
    """Whoever set the tenant up: its administrator, at the console."""
    return system(tenant_id, via="cli", user_id=user_id)


async def have_read(call: Call, until: datetime) -> None:
    """Let the caller have read what they were told until then."""
    await notifications.read_all(call, until)


Codes = Mapping[str, Mapping[str, UUID]]


def completion(cast: Cast, failure: list[str], at: datetime, note: str | None = None) -> work_orders.Completion:
    """What is said when work is done, in the codes of failures where it was one."""
    if not failure:
        return work_orders.Completion(completed_at=at, note=note)
    problem, cause, remedy = failure
    return work_orders.Completion(
        completed_at=at,
        note=note,
        problem_code_id=cast.codes["problem"][problem],
        cause_code_id=cast.codes["cause"][cause],
        remedy_code_id=cast.codes["remedy"][remedy],
    )

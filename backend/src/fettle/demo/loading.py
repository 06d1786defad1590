"""Loading the demo: what is there already stays, what was begun goes on, and a second time nothing happens."""

import asyncio
import gzip
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from importlib import resources
from pathlib import Path

from fettle.db.call import Call
from fettle.db.callers import system
from fettle.db.door import Door
from fettle.demo import household, plans, riverside
from fettle.demo.past import back, minute
from fettle.demo.tenants import PASSWORD, TENANTS, DemoTenant
from fettle.modules.assets import public as assets
from fettle.modules.files import public as files
from fettle.modules.identity import public as identity
from fettle.modules.imports import public as imports
from fettle.modules.tenancy import public as tenancy

OnProgress = Callable[[int, int], None]
DATA = resources.files("fettle.demo")
RATE = Decimal("48.00")
RATE_SINCE = date(2015, 1, 1)
TRADE = "General maintenance"
STORIES: Mapping[str, Callable[[Door, DemoTenant, files.Desk | None], Awaitable[None]]] = {
    "riverside": riverside.tell,
    "household": household.tell,
}
"""The tenants that have a past of their own, told by the verbs of the modules instead of a file."""


async def load(
    door: Door,
    on_progress: OnProgress | None = None,
    *,
    only: Collection[str] = (),
    desk: files.Desk | None = None,
) -> None:
    """Make the demo tenants, or `only` those with these slugs, with their people and data.

    `on_progress` hears how many bytes of how many are done, and nothing when all was there. Without a `desk` that keeps
    files there are no pictures.
    """
    tell = on_progress or (lambda _done, _total: None)
    wanted = [tenant for tenant in TENANTS if not only or tenant.new.slug in only]
    # Imports come first: with statistics of a table that holds other tenants' few rows alone, checking the sums of a
    # large import takes many times as long.
    await _import([tenant for tenant in wanted if tenant.file is not None], door, tell)
    try:
        async with asyncio.TaskGroup() as together:
            for tenant in wanted:
                if tenant.new.slug in STORIES:
                    together.create_task(_tell(door, tenant, desk))
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None


async def _tell(door: Door, tenant: DemoTenant, desk: files.Desk | None) -> None:
    await _make(door, tenant)
    await STORIES[tenant.new.slug](door, tenant, desk)


async def _import(tenants: Sequence[DemoTenant], door: Door, tell: OnProgress) -> None:
    with tempfile.TemporaryDirectory(prefix="fettle-demo-") as folder:
        paths = {tenant.new.slug: _unpacked(tenant, Path(folder)) for tenant in tenants}
        total = sum(path.stat().st_size for path in paths.values() if path)
        before = 0
        for tenant in tenants:
            await _make(door, tenant)
            path = paths[tenant.new.slug]
            if path is not None:
                if await _fill(door, tenant, path, _onward(tell, before, total)):
                    tell(before + path.stat().st_size, total)
                before += path.stat().st_size
            await plans.make(door, tenant)


def _onward(tell: OnProgress, before: int, total: int) -> OnProgress:
    return lambda done, _of: tell(before + done, total)


async def _make(door: Door, tenant: DemoTenant) -> None:
    """The tenant with everybody in it, in one transaction."""
    async with door.open(system(None, via="cli", realm="identity"), read_only=True) as call:
        if tenant.new.slug in {known.slug for known in await tenancy.every_tenant(call)}:
            return
    then = back(door, minute(door.clock()) - timedelta(days=tenant.days)) if tenant.days else door
    async with then.open(system(tenant.new.id, via="cli", realm="identity")) as call:
        made = await tenancy.create_tenant(call, tenant.new)
        await tenancy.change_tenant(call, {"branding": {"colour": tenant.colour}}, made.version)
        for field in tenant.custom_fields:
            await tenancy.add_custom_field(call, field)
        await assets.seed_asset_types(call)
        for login, role, name in tenant.everybody():
            await _add_person(call, tenant, login, role, name)


async def _add_person(call: Call, tenant: DemoTenant, login: str, role: str, name: str) -> None:
    email = tenant.email(login)
    user = await identity.find_user(call, email)
    if user is None:
        user = await identity.create_user(call, identity.NewUser(email=email, name=name, password=PASSWORD))
    await tenancy.add_member(call, user.id, role)
    if role in tenant.workers:
        staff = await tenancy.add_staff(call, tenancy.NewStaff(name=name, trade=TRADE, email=email, user_id=user.id))
        await tenancy.add_rate(call, staff.id, RATE_SINCE, RATE)


async def _fill(door: Door, tenant: DemoTenant, path: Path, on_progress: OnProgress) -> bool:
    """Whether there was anything to load."""
    mapping = imports.read_mapping((DATA / "mappings" / str(tenant.mapping)).read_bytes())
    if await imports.was_imported(door, tenant.new.id, path, mapping):
        return False
    await imports.import_file(door, tenant.new.id, path, mapping, on_progress=on_progress)
    return True


def _unpacked(tenant: DemoTenant, folder: Path) -> Path | None:
    if tenant.file is None:
        return None
    path = folder / tenant.file.removesuffix(".gz")
    with (DATA / "data" / tenant.file).open("rb") as packed, gzip.open(packed) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target)
    return path

"""Loading the demo: what is there already stays, what was begun goes on, and a second time nothing happens."""

import gzip
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import resources
from pathlib import Path

from fettle.db.call import Call
from fettle.db.callers import system
from fettle.db.door import Door
from fettle.demo import plans
from fettle.demo.tenants import PASSWORD, TENANTS, DemoTenant
from fettle.modules.assets import public as assets
from fettle.modules.identity import public as identity
from fettle.modules.imports import public as imports
from fettle.modules.tenancy import public as tenancy

OnProgress = Callable[[int, int], None]
DATA = resources.files("fettle.demo")
RATE = Decimal("48.00")
RATE_SINCE = date(2015, 1, 1)
TRADE = "General maintenance"


async def load(door: Door, on_progress: OnProgress | None = None) -> None:
    """Make the demo tenants with their people and data; `on_progress` hears how many bytes of how many are done, and
    nothing when all was there.
    """
    tell = on_progress or (lambda _done, _total: None)
    with tempfile.TemporaryDirectory(prefix="fettle-demo-") as folder:
        files = {tenant.new.slug: _unpacked(tenant, Path(folder)) for tenant in TENANTS}
        total = sum(path.stat().st_size for path in files.values() if path)
        before = 0
        for tenant in TENANTS:
            await _make(door, tenant)
            path = files[tenant.new.slug]
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
    async with door.open(system(tenant.new.id, via="cli", realm="identity")) as call:
        await tenancy.create_tenant(call, tenant.new)
        for field in tenant.custom_fields:
            await tenancy.add_custom_field(call, field)
        await assets.seed_asset_types(call)
        for role, name in tenant.people.items():
            await _add_person(call, tenant, role, name)


async def _add_person(call: Call, tenant: DemoTenant, role: str, name: str) -> None:
    email = tenant.email(role)
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

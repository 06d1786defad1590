"""Uploaded files leave the disk once nobody needs them any more."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from fettle.db.callers import system
from fettle.db.door import Door
from fettle.kit.clock import system_clock
from fettle.kit.ids import new_id
from fettle.modules.imports import public as imports
from fettle.modules.imports.actions import steering, uploads
from fettle.modules.imports.store.files import Receiver
from makers.imported import file_of, mapping, row


def in_days(door: Door, days: float) -> Door:
    return Door(door.pool, clock=lambda: system_clock() + timedelta(days=days))


async def uploaded(tenant, data: Path, *, start: bool = True) -> imports.Import:
    async with tenant.call() as call:
        import_id = call.new_id()
        receiver = Receiver(data, tenant.id, import_id)
        receiver.write(file_of(row(1)))
        options = {"import_id": import_id, "file_name": "a.csv", "dry_run": False, "start": start}
        return await uploads.keep(call, receiver.keep(), mapping(), **options)


def there(data: Path) -> set[str]:
    return {path.name for path in data.rglob("*.*")}


async def test_files_of_imports_that_are_over_go_after_thirty_days(world, tenant, tmp_path):
    """Done and cancelled for longer than 30 days: gone; what waits, failed or ended lately stays."""
    done, cancelled, idle = [await uploaded(tenant, tmp_path, start=False) for _ in range(3)]
    await imports.run_import(world.door, system(tenant.id, via="test"), done.id)
    async with tenant.call() as call:
        await steering.cancel(call, cancelled.id)
    await imports.tidy(in_days(world.door, 29), tmp_path)
    assert there(tmp_path) == {f"{made.id}.csv" for made in (done, cancelled, idle)}
    await imports.tidy(in_days(world.door, 31), tmp_path)
    assert there(tmp_path) == {f"{idle.id}.csv"}
    gone = await imports.run_import(world.door, system(tenant.id, via="test"), cancelled.id)
    assert gone.status == "failed"


async def test_what_never_arrived_whole_goes_after_a_day(world, tenant, tmp_path):
    """A draft, or a file whose import was never kept, is left by an upload that broke off."""
    old, fresh, stray = (Receiver(tmp_path, tenant.id, new_id()) for _ in range(3))
    stray.keep()
    day_before = (system_clock() - timedelta(hours=25)).timestamp()
    for path in (old.path.with_suffix(".part"), stray.path):
        os.utime(path, (day_before, day_before))
    await imports.tidy(world.door, tmp_path)
    assert there(tmp_path) == {fresh.path.with_suffix(".part").name}
    for receiver in (old, fresh):
        receiver.drop()


async def test_files_imported_from_where_they_lie_stay(world, tenant, load, tmp_path):
    await load(file_of(row(1)))
    await imports.tidy(in_days(world.door, 400), tmp_path / "data")
    assert (tmp_path / "file.csv").exists()


@pytest.mark.parametrize("name", ["imports/notes/readme.csv", "imports/readme.csv"])
async def test_what_is_not_an_upload_is_left_alone(world, tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text("x")
    await imports.tidy(in_days(world.door, 400), tmp_path)
    assert path.exists()

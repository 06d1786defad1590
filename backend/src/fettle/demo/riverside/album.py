"""The pictures of the story are hung up: on a few assets, and on work, before and after."""

from datetime import datetime, timedelta
from uuid import UUID

from fettle.db.call import Call
from fettle.db.callers import system
from fettle.demo.past import Past
from fettle.demo.riverside.diary import Diary
from fettle.demo.riverside.places import Places
from fettle.modules.files import public as files

MOST = 6
"""How many work orders have pictures."""


async def fill(past: Past, desk: files.Desk, diary: Diary, places: Places) -> None:
    """Keep the bytes, and put their hanging on the agenda."""
    from fettle.demo.riverside import pictures  # noqa: PLC0415 - its library takes as long to load as all else

    staged = {
        name: await files.stage(desk, past.tenant_id, name=f"{name}.jpg", media_type="image/jpeg", content=content)
        for name, content in pictures.draw().items()
    }
    who = system(past.tenant_id, via="cli")

    def hang(at: datetime, name: str, on: tuple[str, UUID], *, role: str, caption: str) -> None:
        async def do(call: Call) -> None:
            await files.attach(call, staged[name], *on, role=role, caption=caption)

        past.act(at, who, do)

    for place, number in enumerate(pictures.OF_ASSETS):
        thing = places.things[number]
        hang(past.moment(-200 + place, 11), number, ("asset", thing.id), role="detail", caption=thing.name)
    shown: dict[str, int] = {}
    for piece in reversed(diary.finished):
        scene = pictures.OF_CATEGORY.get(piece.thing.category) if piece.thing else None
        if scene is None or shown.get(scene, 0) * len(pictures.BEFORE_AFTER) >= MOST:
            continue
        shown[scene] = shown.get(scene, 0) + 1
        before, after = piece.started + timedelta(minutes=1), piece.done - timedelta(minutes=2)
        hang(before, f"{scene} before", ("work_order", piece.id), role="before", caption="As we found it")
        hang(after, f"{scene} after", ("work_order", piece.id), role="after", caption="Done")

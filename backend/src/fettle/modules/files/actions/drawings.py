"""Drawings over files: a new version each time, the file itself untouched."""

from uuid import UUID

from fettle.db.call import Call
from fettle.modules.files.actions import files
from fettle.modules.files.actions.seeing import must_see
from fettle.modules.files.records import Drawing, Shape
from fettle.modules.files.rules import drawings as rules
from fettle.modules.files.rules import files as file_rules
from fettle.modules.files.store import drawings as store
from fettle.modules.files.store import files as file_store

CREATE = "files:create"


async def draw(call: Call, file_id: UUID, shapes: list[Shape]) -> Drawing:
    """Draw over a picture; versions before it are kept. An empty drawing takes everything away."""
    call.must(CREATE)
    rules.check(shapes)
    await files.get(call, file_id)
    file = await file_store.lock(call, file_id)
    standing = await must_see(call, file)
    file_rules.must_be_stored(file)
    drawing = Drawing(
        id=call.new_id(),
        file_id=file_id,
        number=await store.newest(call, file_id) + 1,
        shapes=shapes,
        created_at=call.now,
        created_by=call.user_id,
    )
    await store.insert(call, drawing, rules.drawn(drawing, file, standing.site_id))
    return drawing


async def every(call: Call, file_id: UUID) -> list[Drawing]:
    """The versions of the drawing over a file, the newest first."""
    await files.get(call, file_id)
    return await store.every(call, file_id)

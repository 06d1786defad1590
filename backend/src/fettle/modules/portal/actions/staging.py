"""Photos and papers that people outside send along, before the transaction that they belong to."""

from collections.abc import Sequence
from uuid import UUID

from fettle.modules.files import public as files
from fettle.modules.portal.desk import Desk
from fettle.modules.portal.records.public import Photo
from fettle.modules.portal.rules import reports as rules


async def staged(desk: Desk, tenant_id: UUID, photos: Sequence[Photo]) -> list[files.Staged]:
    """The photos, checked and stored. Raises `ReportIncomplete` naming the one that cannot be taken."""
    kept = []
    for place, photo in enumerate(photos):
        try:
            kept.append(
                await files.stage(desk.files, tenant_id, name=photo.name, media_type=photo.kind, content=photo.content)
            )
        except (files.FileRefused, files.FileQuarantined, files.FileTooLarge) as refusal:
            raise rules.ReportIncomplete(faults=[rules.photo_refused(place)]) from refusal
    return kept

"""What members see, for whoever has to decide about them without their being there."""

from uuid import UUID

from fettle.kit.records import Record


class Sight(Record, frozen=True, kw_only=True):
    """What a member may see now: every site or some, and with which permissions."""

    user_id: UUID
    every_site: bool
    site_ids: frozenset[UUID]
    permissions: frozenset[str]

    def sees(self, site_id: UUID | None) -> bool:
        """Whether the member sees records at this site; those without a site are seen by who sees every site."""
        return self.every_site or site_id in self.site_ids

    def may(self, permission: str) -> bool:
        """Whether the member holds `permission`."""
        return permission in self.permissions

"""What somebody new on the staff has unless it is stated."""

from decimal import Decimal

from fettle.modules.tenancy.records.tenants import TenantSettings

CENT = Decimal("0.01")


def usual_hours(settings: TenantSettings) -> Decimal:
    """The weekly hours of the tenant, to two places as they are kept."""
    return Decimal(settings.default_weekly_hours).quantize(CENT)

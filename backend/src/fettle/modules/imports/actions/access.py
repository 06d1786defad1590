"""Who may import: an import writes anywhere in the tenant and shows whole rows, money included."""

from fettle.db.call import Call
from fettle.kit.refusals import Forbidden


def admit(call: Call) -> None:
    """Raise `Forbidden` unless the caller may import."""
    call.must("imports:run")
    call.must("costs:read")
    if call.caller.site_scope is not None:
        raise Forbidden("Importing needs access to every site.")

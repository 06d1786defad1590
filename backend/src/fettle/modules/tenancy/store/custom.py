"""Custom fields and saved views."""

from fettle.db.call import Call
from fettle.modules.tenancy.records.custom import CustomField, SavedView
from fettle.modules.tenancy.store.shelves import Shelf

FIELDS = Shelf(
    table="custom_fields",
    entity="custom_field",
    record=CustomField,
    columns=(
        "entity",
        "key",
        "label",
        "type",
        "options",
        "subtype_id",
        "required",
        "in_lists",
        "filterable",
        "position",
    ),
    by="key",
    searched="t.key || ' ' || t.label",
)
VIEWS = Shelf(
    table="saved_views",
    entity="saved_view",
    record=SavedView,
    columns=("entity", "name", "filters", "shared", "owner_id"),
    visible="(t.shared OR t.owner_id = app.user_id())",
)
OF_ENTITY = """
SELECT $reading FROM $table t
WHERE t.tenant_id = app.tenant_id() AND t.entity = %s AND t.deleted_at IS NULL ORDER BY t.position, t.key
"""


async def of_entity(call: Call, entity: str) -> list[CustomField]:
    """The custom fields of one kind of record."""
    return await call.all(CustomField, FIELDS.sql(OF_ENTITY), [entity])

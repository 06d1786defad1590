"""The words of feeds, in English and Spanish."""

from collections.abc import Mapping
from types import MappingProxyType

from fettle.modules.calendar.records import Language

_ENGLISH = {
    "status": "Status",
    "priority": "Priority",
    "due": "Due",
    "assignee": "Assigned to",
    "crew": "Crew",
    "planned": "Planned ahead",
    "cancelled": "Cancelled",
    "new": "New",
    "approved": "Approved",
    "in_progress": "In progress",
    "on_hold": "On hold",
    "complete": "Complete",
    "closed": "Closed",
    "skipped": "Skipped",
    "low": "Low",
    "medium": "Medium",
    "high": "High",
    "urgent": "Urgent",
    "work_order": "Work order",
    "forecast": "Forecast",
}
_SPANISH = {
    "status": "Estado",
    "priority": "Prioridad",
    "due": "Vence",
    "assignee": "Asignado a",
    "crew": "Cuadrilla",
    "planned": "Previsto",
    "cancelled": "Cancelado",
    "new": "Nuevo",
    "approved": "Aprobado",
    "in_progress": "En curso",
    "on_hold": "En espera",
    "complete": "Terminado",
    "closed": "Cerrado",
    "skipped": "Omitido",
    "low": "Baja",
    "medium": "Media",
    "high": "Alta",
    "urgent": "Urgente",
    "work_order": "Orden de trabajo",
    "forecast": "Previsto",
}
WORDS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {Language.ENGLISH: MappingProxyType(_ENGLISH), Language.SPANISH: MappingProxyType(_SPANISH)}
)
HOUSEHOLD: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        Language.ENGLISH: {"work_order": "Task", "crew": "Group"},
        Language.SPANISH: {"work_order": "Tarea", "crew": "Grupo"},
    }
)


def words(language: Language, *, household: bool, own: Mapping[str, str]) -> Mapping[str, str]:
    """The words of a feed: those of the language and the edition, and the tenant's own in their places."""
    return {**WORDS[language], **(HOUSEHOLD[language] if household else {}), **own}

"""Text search under row security: ids of the tenant's matches, best first, to be joined to the fenced table.

`@@` is not leakproof, so under row security its index would not be used; `app.search_...` looks for the current tenant
only, and the join lets through what the caller may see.
"""

from typing import Any

from fettle.modules.work_orders.records import Search

MOST_HITS = 10_000
LANGUAGE = "app.search_config((SELECT t.locale FROM tenants t WHERE t.id = app.tenant_id()))"
WORD = "(to_tsquery({language}, app.fold(%({word})s)) || to_tsquery('simple', app.fold(%({word})s) || ':*'))"
HITS = """
hits AS MATERIALIZED (
    SELECT found.id, max(found.rank) AS rank FROM (
        SELECT s.id, s.rank FROM app.search_{table}({query}, {most}) s
        UNION ALL
        SELECT n.id, 1000::real FROM {table} n
        WHERE n.tenant_id = app.tenant_id() AND n.number = %(search_number)s::bigint
    ) found GROUP BY found.id
)"""
TAGGED = """
w.id IN (SELECT wt.work_order_id FROM work_order_tags wt JOIN tags t ON t.tenant_id = wt.tenant_id AND t.id = wt.tag_id
         WHERE wt.tenant_id = app.tenant_id() AND t.deleted_at IS NULL AND app.fold(t.name) = app.fold(%({tag})s))"""


def hits(search: Search | None, table: str) -> tuple[str, dict[str, Any]]:
    """The query `hits (id, rank)` for the words and the number of `search`, empty when there are none."""
    if search is None or not (search.words or search.number):
        return "", {}
    words = {f"word{place}": word for place, word in enumerate(search.words)}
    query = " && ".join(WORD.format(language=LANGUAGE, word=name) for name in words) or "''::tsquery"
    return HITS.format(table=table, query=query, most=MOST_HITS), {**words, "search_number": search.number}


def tagged(search: Search | None) -> tuple[list[str], dict[str, Any]]:
    """The conditions for the tags of `search`."""
    tags = {f"tag{place}": tag for place, tag in enumerate(search.tags if search else [])}
    return [TAGGED.format(tag=name) for name in tags], tags

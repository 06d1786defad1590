"""Looking for beginnings of words where a table is too small for a text index: sites, plans, people."""


def begin(text: str) -> str:
    """The condition that each of the bound `words` begins a word of `text` (SQL); case and accents do not count.

    It is no condition for an index: what it is asked of is the tenant's own, and some hundred or thousand records.
    """
    return f"""NOT EXISTS (
    SELECT FROM unnest(%(words)s::text[]) asked(word)
    WHERE strpos(' ' || app.words({text}), ' ' || btrim(app.words(asked.word))) = 0)"""


def closest(text: str) -> str:
    """The order in which what begins with the first of the `words` comes first, then by name."""
    return f"NOT starts_with(app.words({text}), btrim(app.words((%(words)s::text[])[1]))), {text}"

"""The database: the tenant transaction (`Call`), the event feed, row-security fences, the embedded server."""

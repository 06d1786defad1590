"""Pure things without a domain: refusals, changes, ids, money, pages, clock."""

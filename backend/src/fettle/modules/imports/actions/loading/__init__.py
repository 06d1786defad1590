"""How mapped rows become records, one loader for each kind of record."""

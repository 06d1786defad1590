"""What phones have written, table by table, through the verbs of the modules that the records belong to."""

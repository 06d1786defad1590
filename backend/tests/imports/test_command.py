"""The report as the command line prints it."""

from makers.imported import file_of, row


async def test_the_report_in_words(tenant, load, peek):
    first = (await load(file_of(row(1), row(2, title="")))).in_words()
    assert "2 rows read = 1 loaded + 0 updated + 0 unchanged + 1 quarantined: agrees" in first
    assert "The records say what the file says." in first
    peek("UPDATE work_orders SET deleted_at = now() WHERE tenant_id = %s RETURNING id", tenant.id)
    assert "first at status closed" in (await load(file_of(row(1)))).in_words()

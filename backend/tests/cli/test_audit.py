"""`fettle audit verify` from outside: sound, with an anchor, and tampered with by somebody who owns the server."""

import psycopg
from psycopg.conninfo import make_conninfo

from cli.installation import Installation
from fettle.db.embedded import Embedded


def test_a_whole_chain_its_anchor_and_an_altered_row(house: Installation) -> None:
    for slug in ("honest", "altered"):
        house.fettle("tenant", "create", slug)
    sound = house.fettle("audit", "verify")
    assert sound.status == 0
    assert all(f"{slug}: " in sound.out for slug in ("honest", "altered"))
    anchor = sound.out.split("altered: ")[1].splitlines()[0].rpartition("anchor ")[2]

    only = ("audit", "verify", "--tenant", "altered")
    assert house.fettle(*only, "--anchor", anchor).status == 0
    assert "not the one that the anchor" in house.fettle(*only, "--anchor", f"{anchor[:-2]}00").out
    assert house.fettle(*only, "--anchor", "nonsense").friendly(1, "--anchor", "42:")
    assert house.fettle("audit", "verify", "--anchor", anchor).friendly(2, "--tenant")

    superuser = make_conninfo(Embedded(house.data_dir / "postgresql").conninfo, dbname="fettle")
    with psycopg.connect(superuser) as conn:
        conn.execute("SET session_replication_role = replica")
        row = conn.execute(
            """
            UPDATE events SET after = after || '{"name": "somebody else"}' WHERE (tenant_id, seq, ord) = (
                SELECT tenant_id, seq, ord FROM events JOIN tenants ON tenants.id = tenant_id AND slug = 'altered'
                ORDER BY seq DESC, ord DESC LIMIT 1)
            RETURNING seq, ord
            """
        ).fetchone()
    assert row
    broken = house.fettle("audit", "verify")
    assert broken.status == 1
    assert f"altered: BROKEN at transaction {row[0]}, event {row[1]}: the event was altered" in broken.out
    assert "honest: " in broken.out
    assert broken.out.count("BROKEN") == 1

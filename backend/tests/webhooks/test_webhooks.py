"""Webhooks over HTTP: made, changed, ended; whose they are; and what is refused at once."""

import psycopg
import pytest

from webhooks.conftest import hook, made

BODY = {"name": "Hook", "url": "https://hooks.example.com/x", "eventTypes": ["work_order.*"]}


async def test_the_life_of_a_webhook(admin):
    """Made with a secret that is shown once, read, changed, disabled, enabled, deleted, restored."""
    issued = await made(await admin.post("/webhooks", BODY, Idempotency_Key="once"))
    webhook, address = issued["webhook"], f"/webhooks/{issued['webhook']['id']}"
    assert issued["secret"].startswith("whsec_")
    assert webhook["ownerId"] == str(admin.user_id)
    shown = await made(await admin.get(address))
    assert shown == webhook
    assert "secret" not in (await admin.get("/webhooks")).text.replace("previousSecretUntil", "")
    changed = await made(await admin.patch(address, {"name": "Other", "eventTypes": ["*"]}, version=1))
    assert (changed["name"], changed["eventTypes"], changed["version"]) == ("Other", ["*"], 2)
    assert (await admin.patch(address, {"name": "Third"}, version=1)).status_code == 412
    off = await made(await admin.post(f"{address}/disable"))
    assert (off["enabled"], off["disabledBecause"]) == (False, "person")
    assert (await admin.post(f"{address}/disable")).status_code == 409
    assert (await admin.post(f"{address}/test")).json()["type"] == "/problems/webhook-disabled"
    assert (await made(await admin.post(f"{address}/enable")))["enabled"]
    assert (await admin.delete(address, version=4)).status_code == 204
    assert (await admin.get(address)).status_code == 404
    assert [each["id"] for each in (await made(await admin.get("/webhooks", deleted=True)))["data"]] == [webhook["id"]]
    back = await made(await admin.post(f"{address}/restore"))
    assert (back["enabled"], back["deletedAt"]) == (False, None)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"url": "https://127.0.0.1/"}, "/url"),
        ({"url": "https://2130706433/"}, "/url"),
        ({"url": "https://[64:ff9b::7f00:1]/"}, "/url"),
        ({"url": "https://localhost/"}, "/url"),
        ({"url": "http://example.com/"}, "/url"),
        ({"eventTypes": []}, "/eventTypes"),
        ({"eventTypes": ["work_order.*", "Work"]}, "/eventTypes/1"),
        ({"siteIds": []}, "/siteIds"),
        ({"siteIds": ["00000000-0000-7000-8000-000000000000"]}, "/siteIds/0"),
        ({"secret": "mine"}, "/secret"),
    ],
)
async def test_w1_what_cannot_be_is_refused_at_save(world, change, pointer):
    """W-1: at save and at change, with a pointer to the field."""
    admin = await (await world.tenant()).person("admin")
    refused = await admin.post("/webhooks", {**BODY, **change})
    assert refused.status_code == 422
    assert [fault["pointer"] for fault in refused.json()["errors"]] == [pointer]
    webhook, _ = await hook(admin, BODY["url"])
    again = await admin.patch(f"/webhooks/{webhook['id']}", change, version=1)
    assert again.status_code == 422
    assert [fault["pointer"] for fault in again.json()["errors"]] == [pointer]


async def test_who_may_and_who_may_not(hooked, admin):
    """People with the permission; never keys, which would outlive whoever answers for them."""
    webhook, _ = await hook(admin, BODY["url"])
    supervisor = await admin.tenant.person("supervisor")
    assert (await supervisor.get("/webhooks")).status_code == 403
    auditor = await admin.tenant.person("auditor")
    assert len((await made(await auditor.get("/webhooks")))["data"]) == 1
    assert (await auditor.post(f"/webhooks/{webhook['id']}/test")).status_code == 403
    key = await made(
        await admin.post("/api-keys", {"name": "robot", "permissions": ["webhooks:read", "webhooks:write"]})
    )
    robot = hooked.client(key["secret"])
    assert (await robot.get("/v1/webhooks")).status_code == 200
    refused = await robot.post("/v1/webhooks", json={**BODY, "name": "Robot's"})
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/needs-a-person")
    assert (await robot.post(f"/v1/webhooks/{webhook['id']}/rotate-secret", json={})).status_code == 403


async def test_money_is_sent_only_by_who_sees_it(hooked):
    """A-13: nobody who may not see money asks for it, or turns a stream of it elsewhere."""
    tenant = await hooked.tenant()
    boss = await tenant.person("admin")
    role = {"code": "plumber", "name": "Plumber", "permissions": ["webhooks:read", "webhooks:write"]}
    await made(await boss.post("/roles", role))
    blind = await tenant.person("plumber")
    refused = await blind.post("/webhooks", {**BODY, "includesCosts": True})
    assert refused.json()["errors"][0]["pointer"] == "/includesCosts"
    webhook, _ = await hook(boss, BODY["url"], includesCosts=True)
    address = f"/webhooks/{webhook['id']}"
    for attempt in (
        blind.patch(address, {"url": "https://evil.example.com/"}, version=1),
        blind.post(f"{address}/rotate-secret"),
        blind.delete(address, version=1),
    ):
        assert (await attempt).json()["type"] == "/problems/costs-not-yours"


async def test_people_of_a_site_have_webhooks_of_their_sites(hooked):
    """Whoever sees some sites makes webhooks for those, and sees no others."""
    tenant = await hooked.tenant()
    boss = await tenant.person("admin")
    sites = [(await made(await boss.post("/sites", {"name": name})))["id"] for name in ("North", "South")]
    local = await tenant.person("admin", sites=[sites[0]])
    for wrong in (None, [sites[1]], sites):
        assert (await local.post("/webhooks", {**BODY, "siteIds": wrong})).status_code == 422
    mine, _ = await hook(local, BODY["url"], name="mine", siteIds=[sites[0]])
    for name, where in (("all", None), ("both", sites), ("south", [sites[1]])):
        other, _ = await hook(boss, BODY["url"], name=name, siteIds=where)
        assert (await local.get(f"/webhooks/{other['id']}")).status_code == 404
        assert (await local.post(f"/webhooks/{other['id']}/test")).status_code == 404
        await made(await boss.post(f"/webhooks/{other['id']}/test"))
    assert [each["id"] for each in (await made(await local.get("/webhooks")))["data"]] == [mine["id"]]
    assert (await made(await local.get("/webhook-deliveries")))["data"] == []
    assert (await local.patch(f"/webhooks/{mine['id']}", {"siteIds": None}, version=1)).status_code == 422


async def test_t14_t20_another_tenants_ids_are_nobodys(hooked, admin):
    """T-14, T-20: a webhook, a delivery and an event of another tenant are answered as ids that are nowhere."""
    other = await (await hooked.tenant()).person("admin")
    theirs, _ = await hook(other, BODY["url"])
    delivery = await made(await other.post(f"/webhooks/{theirs['id']}/test"))
    event = (await made(await other.get("/events")))["data"][0]["id"]
    mine, _ = await hook(admin, BODY["url"])
    for verb in ("enable", "disable", "test", "rotate-secret", "restore", "redeliver"):
        assert (await admin.post(f"/webhooks/{theirs['id']}/{verb}")).status_code == 404
    assert (await admin.get(f"/webhook-deliveries/{delivery['id']}")).status_code == 404
    assert (await admin.post(f"/webhook-deliveries/{delivery['id']}/resend")).status_code == 404
    assert (await made(await admin.get("/webhook-deliveries", webhookId=theirs["id"])))["data"] == []
    unknown = "00000000-0000-7000-8000-000000000000"
    answers = [await admin.post(f"/webhooks/{mine['id']}/replay", {"fromEventId": each}) for each in (event, unknown)]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].json()["errors"] == answers[1].json()["errors"]


async def test_secrets_are_sealed(admin, hooked, database):
    """A leaked database holds no secret, and a sealed one opens for its own webhook only."""
    webhook, secret = await hook(admin, BODY["url"])
    other, _ = await hook(admin, BODY["url"], name="other")
    with psycopg.connect(database.superuser) as conn:
        rows = conn.execute(
            "SELECT webhook_id::text, secret FROM webhook_secrets WHERE tenant_id = %s", [admin.tenant.id]
        ).fetchall()
        told = conn.execute("SELECT after::text FROM events WHERE tenant_id = %s", [admin.tenant.id]).fetchall()
    sealed = dict(rows)
    assert all(secret[6:] not in text for _, text in rows)
    assert all(secret[6:] not in text for (text,) in told)
    key = hooked.settings.secret_bytes
    from uuid import UUID

    from fettle.modules.webhooks import credentials

    assert credentials.opened(key, UUID(webhook["id"]), sealed[webhook["id"]]) == secret
    for wrong_key, owner in ((key, other["id"]), (b"another installation", webhook["id"])):
        with pytest.raises(credentials.SealBroken):
            credentials.opened(wrong_key, UUID(owner), sealed[webhook["id"]])


async def test_a_tenant_has_only_so_many(admin, monkeypatch):
    """The limit holds."""
    from fettle.modules.webhooks.rules import webhooks as rules

    monkeypatch.setattr(rules, "MOST", 2)
    for name in ("one", "two"):
        await hook(admin, BODY["url"], name=name)
    refused = await admin.post("/webhooks", {**BODY, "name": "three"})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/too-many-webhooks")

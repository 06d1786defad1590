"""Invitations: mailed, accepted once, and worthless to whoever reads the database."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

import httpx
import psycopg
import pytest
from uuid_utils.compat import uuid7

from fettle.modules.identity import public as identity
from fettle.modules.tenancy import public as tenancy
from makers.world import PASSWORD, Person, Tenancy, World
from tenancy.mailbox import Mailbox


def address() -> str:
    return f"new.{uuid7().hex}@example.test"


async def invited(admin: Person, email: str, role: str = "technician", **more: Any) -> dict[str, Any]:
    made = await admin.post("/invitations", {"email": email, "role": role, **more})
    assert made.status_code == 201, made.text
    invitation: dict[str, Any] = made.json()
    return invitation


async def accepted(http: httpx.AsyncClient, token: str, **body: Any) -> httpx.Response:
    return await http.post("/v1/invitations/accept", json={"token": token, "password": PASSWORD, **body})


async def test_somebody_new_is_invited_and_signed_in(
    tenant: Tenancy, admin: Person, mailbox: Mailbox, http: httpx.AsyncClient, world: World
) -> None:
    email = address()
    invitation = await invited(admin, email.upper(), name="Nora")
    assert (invitation["email"], invitation["status"]) == (email, "open")
    to, subject, text = mailbox.sent[0]
    assert to == email
    assert tenant.slug in subject
    assert f"{world.settings.base_url}/invitation#token=" in text
    answer = await accepted(http, mailbox.token(email))
    assert answer.status_code == 200, answer.text
    tokens = answer.json()
    assert tokens["tenant"]["slug"] == tenant.slug
    me = await world.client(tokens["accessToken"]).get("/v1/me")
    assert (me.json()["name"], me.json()["email"]) == ("Nora", email)
    refreshed = await http.post("/v1/auth/refresh", json={"refreshToken": tokens["refreshToken"]})
    assert refreshed.status_code == 200
    people = (await admin.get("/people", q=email)).json()["data"]
    assert people[0]["role"] == "technician"
    events = (await admin.get("/events", type="invitation.accepted")).json()["data"]
    assert events[0]["actorUserId"] == people[0]["userId"]
    listed = (await admin.get("/invitations", status="accepted", q=email[:20])).json()["data"]
    assert [each["id"] for each in listed] == [invitation["id"]]


async def test_a_link_works_once(admin: Person, mailbox: Mailbox, http: httpx.AsyncClient) -> None:
    email = address()
    await invited(admin, email)
    token = mailbox.token(email)
    nameless = await accepted(http, token)
    assert (nameless.status_code, nameless.json()["errors"][0]["pointer"]) == (422, "/name")
    weak = await accepted(http, token, name="N", password="short")
    assert weak.status_code == 422
    assert (await accepted(http, token, name="N")).status_code == 200
    again = await accepted(http, token, name="N")
    assert (again.status_code, again.json()["type"]) == (410, "/problems/invitation-closed")
    assert (await accepted(http, "nonsense", name="N")).json()["type"] == "/problems/invitation-closed"


async def test_somebody_who_has_an_account_proves_it(
    world: World, tenant: Tenancy, admin: Person, mailbox: Mailbox, http: httpx.AsyncClient
) -> None:
    other = await world.tenant()
    person = await other.person("technician")
    async with other.call() as call:
        await identity.set_password(call, person.user_id, PASSWORD)
    await invited(admin, person.email, role="supervisor")
    token = mailbox.token(person.email)
    wrong = await accepted(http, token, password="not my password at all")
    assert wrong.status_code == 401
    answer = await accepted(http, token)
    assert answer.status_code == 200, answer.text
    assert {each["slug"] for each in answer.json()["tenants"]} == {other.slug, tenant.slug}
    people = (await admin.get("/people", q=person.email)).json()["data"]
    assert [(each["role"], each["userId"]) for each in people] == [("supervisor", str(person.user_id))]


async def test_only_a_hash_of_the_token_is_kept(admin: Person, mailbox: Mailbox, database: Any) -> None:
    email = address()
    await invited(admin, email)
    token = mailbox.token(email)
    with psycopg.connect(database.superuser) as conn:
        row = conn.execute("SELECT token_hash, i::text FROM invitations i WHERE email = %s", [email]).fetchone()
    assert row is not None
    assert row[0] == hashlib.sha256(token.encode()).digest()
    assert token not in row[1]
    events = (await admin.get("/events", entity="invitation")).text
    assert token not in events


async def test_expired_revoked_and_resent(
    tenant: Tenancy, admin: Person, mailbox: Mailbox, http: httpx.AsyncClient, database: Any
) -> None:
    email = address()
    invitation = await invited(admin, email)
    old = mailbox.token(email)
    resent = await admin.post(f"/invitations/{invitation['id']}/resend")
    assert (resent.status_code, resent.json()["version"]) == (200, 2)
    assert (await accepted(http, old, name="N")).status_code == 410
    with psycopg.connect(database.superuser) as conn:
        conn.execute("UPDATE invitations SET expires_at = now() - interval '1 second' WHERE email = %s", [email])
    assert (await accepted(http, mailbox.token(email), name="N")).status_code == 410
    assert (await admin.get("/invitations", status="expired")).json()["data"][0]["email"] == email
    await admin.post(f"/invitations/{invitation['id']}/resend")
    path = f"/invitations/{invitation['id']}"
    assert (await admin.delete(path, version=1)).status_code == 412
    assert (await admin.delete(path, version=3)).status_code == 204
    assert (await accepted(http, mailbox.token(email), name="N")).status_code == 410
    for attempt in (admin.delete(path, version=4), admin.post(f"{path}/resend")):
        assert (await attempt).json()["type"] == "/problems/invitation-not-open"


async def test_the_end_is_the_tenants_setting(admin: Person, mailbox: Mailbox) -> None:
    await admin.patch("/tenant", {"settings": {"invitationDays": 2}}, version=1)
    invitation = await invited(admin, address())
    made, ends = (
        datetime.fromisoformat(invitation[name].replace("Z", "+00:00")) for name in ("createdAt", "expiresAt")
    )
    assert ends - made == timedelta(days=2)


async def test_members_and_the_invited_are_not_invited_again(tenant: Tenancy, admin: Person, mailbox: Mailbox) -> None:
    member = await tenant.person("technician")
    again = await admin.post("/invitations", {"email": member.email, "role": "technician"})
    assert (again.status_code, again.json()["type"]) == (409, "/problems/already-member")
    email = address()
    await invited(admin, email)
    again = await admin.post("/invitations", {"email": email, "role": "technician"})
    assert (again.status_code, again.json()["type"]) == (409, "/problems/already-invited")
    nobody = await admin.post("/invitations", {"email": "not an address", "role": "technician"})
    assert nobody.json()["errors"][0]["pointer"] == "/email"


async def test_t7_another_tenant_invites_the_same_address(world: World, admin: Person, mailbox: Mailbox) -> None:
    """T-7: uniqueness is per tenant, and nothing tells of the other."""
    email = address()
    await invited(admin, email)
    other = await (await world.tenant()).person("admin")
    await invited(other, email)
    assert len((await other.get("/invitations", q=email)).json()["data"]) == 1


async def test_a_mail_that_cannot_be_sent_leaves_no_invitation(admin: Person, mailbox: Mailbox) -> None:
    mailbox.broken = True
    refused = await admin.post("/invitations", {"email": address(), "role": "technician"})
    assert (refused.status_code, refused.json()["type"]) == (503, "/problems/mail-not-sent")
    assert (await admin.get("/invitations")).json()["data"] == []


async def test_a_suspended_tenant_takes_nobody_in(
    tenant: Tenancy, admin: Person, mailbox: Mailbox, http: httpx.AsyncClient
) -> None:
    email = address()
    await invited(admin, email)
    async with tenant.call() as call:
        await tenancy.suspend(call)
    assert (await accepted(http, mailbox.token(email), name="N")).status_code == 410


async def test_a_role_that_is_gone_takes_nobody_in(admin: Person, mailbox: Mailbox, http: httpx.AsyncClient) -> None:
    role = (await admin.post("/roles", {"code": "helper", "name": "H", "permissions": ["tenant:read"]})).json()
    email = address()
    await invited(admin, email, role="helper")
    await admin.delete(f"/roles/{role['id']}", version=1)
    assert (await accepted(http, mailbox.token(email), name="N")).status_code == 410


async def test_sites_of_the_invitation_become_the_persons(
    admin: Person, mailbox: Mailbox, http: httpx.AsyncClient
) -> None:
    north = (await admin.post("/sites", {"name": "North"})).json()["id"]
    email = address()
    await invited(admin, email, siteIds=[north])
    assert (await accepted(http, mailbox.token(email), name="N")).status_code == 200
    person = (await admin.get("/people", q=email)).json()["data"][0]
    assert (person["everySite"], person["siteIds"]) == (False, [north])


async def test_somebody_who_joined_meanwhile_is_just_signed_in(
    tenant: Tenancy, admin: Person, mailbox: Mailbox, http: httpx.AsyncClient
) -> None:
    email = address()
    await invited(admin, email, role="supervisor")
    async with tenant.call() as call:
        user = await identity.create_user(call, identity.NewUser(email=email, name="N", password=PASSWORD))
        await tenancy.add_member(call, user.id, "technician")
    answer = await accepted(http, mailbox.token(email))
    assert (answer.status_code, answer.json()["tenant"]["role"]) == (200, "technician")


async def test_the_command_line_gets_the_link(tenant: Tenancy, mailbox: Mailbox, http: httpx.AsyncClient) -> None:
    email = address()
    async with tenant.call() as call:
        link = await tenancy.invite_by_role(call, email, "admin", mailer=mailbox, base_url="https://f.test")
    assert link == f"https://f.test/invitation#token={mailbox.token(email)}"
    assert (await accepted(http, mailbox.token(email), name="N")).json()["tenant"]["role"] == "admin"


@pytest.mark.parametrize("role", ["technician", "requester", "auditor"])
async def test_only_those_who_manage_people_invite(tenant: Tenancy, role: str) -> None:
    person = await tenant.person(role)
    assert (await person.post("/invitations", {"email": address(), "role": role})).status_code == 403


async def test_the_mail_speaks_the_language_of_the_person_or_else_of_the_tenant(
    world: World, mailbox: Mailbox, http: httpx.AsyncClient
) -> None:
    tenant = await world.tenant(locale="es-MX")
    admin = await tenant.person("admin")
    email = address()
    await invited(admin, email, name="<b>Nora</b> & Co")
    _, subject, text = mailbox.sent[-1]
    assert subject == f"Invitación a {tenant.slug}"
    assert text.startswith("Hola <b>Nora</b> & Co:")
    assert 'lang="es"' in mailbox.html[-1]
    assert "&lt;b&gt;Nora&lt;/b&gt; &amp; Co" in mailbox.html[-1]
    assert f'href="{world.settings.base_url}/invitation#token={mailbox.token(email)}"' in mailbox.html[-1]
    answer = await accepted(http, mailbox.token(email))
    me = await world.client(answer.json()["accessToken"]).get("/v1/me")
    assert me.json()["locale"] == "es-MX"
    other = await (await world.tenant()).person("admin")
    await invited(other, email)
    assert mailbox.sent[-1][1].startswith("Invitación")
    await invited(other, address())
    assert mailbox.sent[-1][1].startswith("You are invited")

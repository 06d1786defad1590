"""Keys of machines: made, listed, revoked, and exchanged for tokens."""

from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.kit.changes import Change
from fettle.kit.pages import Page, PageRequest
from fettle.modules.identity import rules
from fettle.modules.identity.actions import standing
from fettle.modules.identity.credentials import opaque
from fettle.modules.identity.desk import Desk
from fettle.modules.identity.records import (
    ClientAsks,
    ClientToken,
    Grant,
    IssuedApiKey,
    IssuedClient,
    KeyKind,
    MachineKey,
    NewMachineKey,
)
from fettle.modules.identity.store import machines

FAILURE = "key from"


async def create_api_key(call: Call, new: NewMachineKey) -> IssuedApiKey:
    """Make an API key; its secret is in this answer and nowhere else."""
    call.must("keys:write")
    prefix, secret = opaque.api_key()
    return IssuedApiKey(api_key=await _made(call, KeyKind.API_KEY, new, prefix, secret), secret=secret)


async def create_client(call: Call, new: NewMachineKey) -> IssuedClient:
    """Make a client that fetches its tokens; its secret is in this answer and nowhere else."""
    call.must("keys:write")
    client_id, secret = opaque.client()
    made = await _made(call, KeyKind.CLIENT, new, client_id, secret)
    return IssuedClient(client=made, client_id=client_id, client_secret=secret)


async def list_keys(call: Call, kind: KeyKind, page: PageRequest) -> Page[MachineKey]:
    """The tenant's keys of one kind, newest first, revoked ones too."""
    call.must("keys:write")
    before = UUID(page.position[0]) if page.position else None
    found = await machines.listed(call, kind, before=before, limit=page.limit)
    return page.page(found, key=lambda key: [str(key.id)])


async def revoke_key(call: Call, kind: KeyKind, key_id: UUID) -> None:
    """Make a key worthless at once; revoking it again changes nothing."""
    call.must("keys:write")
    key = await machines.get(call, kind, key_id)
    if key.revoked_at is None:
        before, after = {"revoked_at": None}, {"revoked_at": call.now}
        await machines.revoke(call, key_id, Change("machine_key.revoked", key_id, after, before))


async def client_token(desk: Desk, visitor: Caller, asks: ClientAsks) -> ClientToken:
    """An access token for a client that knows its secret. Raises `BadClient` and `TooManyAttempts`."""
    rules.check_grant_type(asks.grant_type)
    async with desk.call(visitor, read_only=True) as call:
        machine = await machines.by_secret(call, opaque.fingerprint(asks.secret))
        now, token_id = call.now, call.new_id()
    if machine is None or machine.prefix != asks.client_id or not rules.is_live(machine, at=now):
        await desk.count(visitor, {FAILURE: rules.place(visitor.ip)})
        raise rules.BadClient()
    permissions, site_scope = await standing.rights_of(desk, machine)
    granted = rules.scopes(asks.scope, permissions)
    grant = Grant(
        sub=machine.id,
        tenant_id=machine.tenant_id,
        role=machine.kind,
        permissions=granted,
        site_scope=None if site_scope is None else sorted(site_scope),
        client_id=asks.client_id,
    )
    token = desk.signer.sign(grant, at=now, token_id=token_id)
    seconds = int(desk.signer.lifetime.total_seconds())
    return ClientToken(access_token=token, expires_in=seconds, scope=" ".join(granted))


async def _made(call: Call, kind: KeyKind, new: NewMachineKey, prefix: str, secret: str) -> MachineKey:
    rules.must_not_be_machine(call.caller.via)
    rules.check_new_key(new, permissions=call.permissions, site_scope=call.caller.site_scope, at=call.now)
    key = MachineKey(
        id=call.new_id(),
        kind=kind,
        name=new.name,
        prefix=prefix,
        permissions=sorted(set(new.permissions)),
        site_scope=new.site_scope,
        expires_at=new.expires_at,
        created_at=call.now,
        created_by=call.user_id,
        version=1,
    )
    await machines.add(call, key, opaque.fingerprint(secret), Change("machine_key.created", key.id, _said(key)))
    return key


def _said(key: MachineKey) -> dict[str, Any]:
    return {
        "kind": key.kind,
        "name": key.name,
        "prefix": key.prefix,
        "permissions": key.permissions,
        "site_scope": key.site_scope,
        "expires_at": key.expires_at,
    }

"""People, their outside identities, and reset links."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.identity.records import Account, User

ACCOUNT = """
SELECT id, email, name, password_hash, disabled_at
FROM users
WHERE email = %s
"""
ACCOUNT_BY_ID = """
SELECT id, email, name, password_hash, disabled_at
FROM users
WHERE id = %s
"""
FIND = """
SELECT id, email, name, locale, version, created_at
FROM users
WHERE email = %s
"""
GET = """
SELECT id, email, name, locale, version, created_at
FROM users
WHERE id = %s
"""
ADD = """
INSERT INTO users (id, email, name, locale, password_hash, created_at, updated_at)
VALUES (%(id)s, %(email)s, %(name)s, %(locale)s, %(hash)s, %(at)s, %(at)s)
"""
SAVE = """
UPDATE users
SET name = %s, locale = %s, version = %s, updated_at = %s
WHERE id = %s
"""
SET_HASH = """
UPDATE users
SET password_hash = %s, updated_at = %s
WHERE id = %s
"""
LINKED = """
SELECT u.id, u.email, u.name, u.password_hash, u.disabled_at
FROM users u
JOIN external_identities e ON e.user_id = u.id
WHERE e.issuer = %s AND e.subject = %s
"""
LINK = """
INSERT INTO external_identities (id, user_id, issuer, subject)
VALUES (%s, %s, %s, %s)
"""
ADD_RESET = """
WITH person AS (
    SELECT id, email, name, locale FROM users WHERE email = %(email)s AND disabled_at IS NULL
), made AS (
    INSERT INTO password_resets (id, user_id, token_hash, created_at, expires_at)
    SELECT %(id)s, id, %(hash)s, %(at)s, %(expires_at)s FROM person
)
SELECT id, email, name, locale FROM person
"""
TAKE_RESET = """
WITH given AS (
    SELECT user_id FROM password_resets WHERE token_hash = %(hash)s AND expires_at > %(at)s
), used AS (
    UPDATE password_resets SET used_at = %(at)s
    WHERE used_at IS NULL AND user_id IN (SELECT user_id FROM given)
    RETURNING user_id, token_hash
)
SELECT id, email, name, password_hash, disabled_at
FROM users
WHERE disabled_at IS NULL AND id IN (SELECT user_id FROM used WHERE token_hash = %(hash)s)
"""


async def account(call: Call, email: str) -> Account | None:
    """The account with this (normalised) address."""
    return await call.maybe(Account, ACCOUNT, [email])


async def account_by_id(call: Call, user_id: UUID) -> Account | None:
    """The account of a person."""
    return await call.maybe(Account, ACCOUNT_BY_ID, [user_id])


async def find(call: Call, email: str) -> User | None:
    """The person with this (normalised) address."""
    return await call.maybe(User, FIND, [email])


async def get(call: Call, user_id: UUID) -> User:
    """A person, as far as the caller sees them."""
    return await call.one(User, GET, [user_id])


async def names(call: Call, user_ids: Sequence[UUID]) -> list[tuple[UUID, str]]:
    """Ids and names of those among `user_ids` that the caller sees."""
    return await call.all(tuple, "SELECT id, name FROM users WHERE id = ANY (%s)", [list(user_ids)])


async def add(call: Call, user: User, password_hash: str | None) -> None:
    """Add a person."""
    await call.keep(
        ADD,
        {
            "id": user.id,
            "email": user.email,
            "name": user.name,
            "locale": user.locale,
            "hash": password_hash,
            "at": user.created_at,
        },
    )


async def save(call: Call, user: User) -> None:
    """Store name, locale and version of a person."""
    await call.keep(SAVE, [user.name, user.locale, user.version, call.now, user.id])


async def set_password(call: Call, user_id: UUID, password_hash: str) -> None:
    """Store a new password hash."""
    await call.keep(SET_HASH, [password_hash, call.now, user_id])


async def linked(call: Call, issuer: str, subject: str) -> Account | None:
    """The account behind a subject of an outside provider."""
    return await call.maybe(Account, LINKED, [issuer, subject])


async def link(call: Call, user_id: UUID, issuer: str, subject: str) -> None:
    """Remember that a subject of an outside provider is this person."""
    await call.keep(LINK, [call.new_id(), user_id, issuer, subject])


async def add_reset(call: Call, email: str, token_hash: bytes, *, expires_at: datetime) -> Account | None:
    """Add a reset link for whoever has this address, in one statement whether or not there is anybody."""
    return await call.maybe(
        Account,
        ADD_RESET,
        {"email": email, "id": call.new_id(), "hash": token_hash, "at": call.now, "expires_at": expires_at},
    )


async def take_reset(call: Call, token_hash: bytes) -> Account | None:
    """Use up a reset link that is still good, with all others of the person; whose it was."""
    return await call.maybe(Account, TAKE_RESET, {"hash": token_hash, "at": call.now})


async def take_turns(call: Call, issuer: str, subject: str) -> None:
    """Wait until nobody else links this subject."""
    await call.keep("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"external identity {issuer} {subject}"])

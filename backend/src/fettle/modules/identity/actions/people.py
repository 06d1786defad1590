"""People: added, found, named."""

from collections.abc import Sequence
from uuid import UUID

from email_validator import EmailNotValidError, validate_email

from fettle.db.call import Call
from fettle.kit.refusals import AlreadyExists, Fault, Invalid
from fettle.modules.identity import rules
from fettle.modules.identity.credentials import passwords
from fettle.modules.identity.records import NewUser, User
from fettle.modules.identity.store import people, sessions


async def create_user(call: Call, new: NewUser) -> User:
    """Add a person. Raises `AlreadyExists` when somebody has the address, `Invalid` for an unusable one."""
    email = _usable(new.email)
    user = User(id=call.new_id(), email=email, name=new.name, locale=new.locale, version=1, created_at=call.now)
    if new.password is not None:
        rules.check_password(new.password, email=email)
    hashed = None if new.password is None else await passwords.digest(new.password)
    async with call.identifying():
        if await people.find(call, email) is not None:
            raise AlreadyExists(faults=[Fault("/email", "taken", "somebody has this address already")])
        await people.add(call, user, hashed)
    return user


async def find_user(call: Call, email: str) -> User | None:
    """The person with this address, whatever tenants they belong to."""
    async with call.identifying():
        return await people.find(call, rules.normal_email(email))


async def names_of(call: Call, user_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The names of those among `user_ids` that the caller's tenant knows."""
    return dict(await people.names(call, user_ids)) if user_ids else {}


async def set_password(call: Call, user_id: UUID, password: str) -> None:
    """Give a person a new password and end their sessions. Raises `WeakPassword`."""
    async with call.identifying():
        account = await people.account_by_id(call, user_id)
        rules.check_password(password, email=account.email if account else "")
        await people.set_password(call, user_id, await passwords.digest(password))
        await sessions.revoke_all(call, user_id, "password set")


def _usable(email: str) -> str:
    normal = rules.normal_email(email)
    try:
        validate_email(normal, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise Invalid.at("/email", "email", str(error)) from None
    return normal

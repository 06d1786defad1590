"""`fettle tenant`, `fettle user`, `fettle token`: who is in this installation."""

import click

from fettle.cli.naming import tenant_named
from fettle.cli.opening import finish, opened, settings
from fettle.db.callers import system
from fettle.gate import make_gate
from fettle.kit.ids import new_id
from fettle.kit.refusals import AlreadyExists, Forbidden
from fettle.modules.assets import public as assets
from fettle.modules.identity import public as identity
from fettle.modules.tenancy import public as tenancy


@click.group("tenant")
def tenant_group() -> None:
    """Tenants of this installation."""


@tenant_group.command("create")
@click.argument("slug")
@click.option("--name", help="The name on the screen; the slug unless given.")
@click.option("--edition", type=click.Choice(["organisation", "household"]), default="organisation", show_default=True)
@click.option("--locale", default="en", show_default=True)
@click.option("--currency", default="USD", show_default=True, help="ISO 4217 code.")
@click.option("--time-zone", default="UTC", show_default=True, help="IANA name, such as Europe/Madrid.")
def tenant_create(slug: str, *, name: str | None, edition: str, locale: str, currency: str, time_zone: str) -> None:
    """Create a tenant and print its slug and id; then invite its first person with `fettle user invite`."""
    new = tenancy.NewTenant(
        id=new_id(),
        slug=slug,
        name=name or slug,
        edition=tenancy.Edition(edition),
        locale=locale,
        currency=currency,
        time_zone=time_zone,
    )

    async def work() -> None:
        async with opened(settings()) as door:
            try:
                async with door.open(system(new.id, via="cli", realm="identity")) as call:
                    await tenancy.create_tenant(call, new)
                    await assets.seed_asset_types(call)
            except AlreadyExists:
                raise click.ClickException(f"There is a tenant {slug!r} already. Choose another slug.") from None

    finish(work)
    click.echo(f"{slug} {new.id}")


@click.group("user")
def user_group() -> None:
    """People of a tenant."""


@user_group.command("invite")
@click.option("--tenant", "slug", required=True)
@click.option("--email", required=True)
@click.option("--role", required=True, help="The code of a role, such as admin or owner.")
def user_invite(slug: str, email: str, role: str) -> None:
    """Invite somebody by e-mail and print the link."""
    given = settings()

    async def work() -> str:
        async with opened(given) as door:
            tenant = await tenant_named(door, slug)
            mailer = make_gate(given, door).mailer
            async with door.open(system(tenant.id, via="cli")) as call:
                return await tenancy.invite_by_role(call, email, role, mailer=mailer, base_url=given.base_url)

    click.echo(finish(work))


@click.command("token")
@click.option("--tenant", "slug", required=True)
@click.option("--email", required=True)
def token_command(slug: str, email: str) -> None:
    """Print an access token for a member of a tenant."""
    given = settings()

    async def work() -> str:
        async with opened(given) as door:
            tenant = await tenant_named(door, slug)
            async with door.open(system(None, via="cli", realm="identity"), read_only=True) as call:
                user = await identity.find_user(call, email)
            if user is None:
                raise click.ClickException(f"Nobody has the e-mail address {email}.")
            try:
                return await make_gate(given, door).mint(user.id, tenant.id)
            except Forbidden as refusal:
                raise click.ClickException(f"{email}, {slug}: {refusal.detail}.") from None

    click.echo(finish(work))

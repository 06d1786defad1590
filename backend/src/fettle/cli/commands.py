"""The list of commands. Each is loaded when it is called, so that the small ones answer at once."""

from importlib import import_module

import click

from fettle import __version__

COMMANDS = {
    "run": ("everything:run_command", "Start everything: database, migrations, demo, API and worker."),
    "serve": ("serving:serve_command", "Start the API alone, on a database that is up to date."),
    "worker": ("serving:worker_command", "Start a worker alone; start more of them to go faster."),
    "migrate": ("migrating:migrate_command", "Bring the database to the newest revision, or to the one named."),
    "tenant": ("tenants:tenant_group", "Tenants of this installation."),
    "user": ("tenants:user_group", "People of a tenant."),
    "token": ("tenants:token_command", "Print an access token for a member of a tenant."),
    "import": ("importing:import_command", "Import a CSV file with a mapping (JSON)."),
    "audit": ("auditing:audit_group", "The audit chain."),
    "files": ("filing:files_group", "Check where files lie; agree on a quota."),
    "openapi": ("drift:openapi_command", "Print the OpenAPI document."),
    "papers": ("drift:papers_command", "Write the pages of docs/reference that are made from the code."),
    "doctor": ("doctor:doctor_command", "Check settings, database, mail and keys; name what is wrong."),
}
"""Where each command is, and its line in the list; the command's own docstring says more."""


class Lazy(click.Group):
    """A group that loads a command's code when the command is called."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Every command, in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command named, loaded."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        found: click.Command = getattr(import_module(f"fettle.cli.{module}"), name)
        return found

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def main() -> None:
    """Maintenance management for organisations with crews and for households."""

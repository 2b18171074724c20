"""The `portal` command: every way to run and look after an installation."""

import sys

import typer

from portal.cli.data import data_commands
from portal.cli.mailing import mail_commands
from portal.cli.people import user_commands
from portal.cli.running import running_commands
from portal.settings import WrongSettings
from portal.web.logs import configure_logs

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Looks after a Hulpkeuze portal."
)
app.add_typer(running_commands)
app.add_typer(data_commands)
app.add_typer(mail_commands, name="mail")
app.add_typer(user_commands, name="user")


def main() -> None:
    configure_logs("warning")  # commands speak for themselves; serve and jobs ask for more
    try:
        app()
    except WrongSettings as problem:
        typer.echo(str(problem), err=True)
        sys.exit(2)

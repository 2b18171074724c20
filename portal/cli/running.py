"""Commands that run the portal or a part of it."""

import asyncio
import signal
from typing import Annotated

import typer

from portal.cli.engines import open_meilisearch
from portal.cli.opening import WORDS, open_database, refuse, run
from portal.jobs.desk import Desk
from portal.jobs.rebuild import ask_for_rebuild
from portal.jobs.runner import Runner
from portal.mail.post import open_post
from portal.settings import from_environment
from portal.web.logs import configure_logs
from search_index import EngineAway

running_commands = typer.Typer()
jobs_commands = typer.Typer(help="The jobs, apart from the web.")
running_commands.add_typer(jobs_commands, name="jobs")


@running_commands.command()
def serve() -> None:
    """Serve the portal until told to stop: search engine, job runner and web workers."""
    from portal.accounts.services import Services  # noqa: PLC0415 - the other commands need no web
    from portal.cli.supervisor import Supervisor  # noqa: PLC0415

    settings = from_environment()
    settings.secrecy()  # before anything starts: without a key nobody could sign in
    Services(settings)

    async def look() -> None:
        async with open_database(settings) as database:
            if (trouble := await database.why_not_written()) in WORDS:
                typer.echo(f"{WORDS[trouble]}; pages are served, and nothing can be saved", err=True)

    run(look())
    raise typer.Exit(Supervisor(settings).run())


@jobs_commands.command("run")
def run_jobs(*, once: Annotated[bool, typer.Option(help="Only what is due now, then stop.")] = False) -> None:
    """Run the jobs: bring changes to the search index, send mail, and what the night asks for."""
    run_runner(once=once)


def run_runner(*, once: bool = False) -> None:
    settings = from_environment()
    configure_logs(settings.log_level)

    async def work() -> None:
        async with open_database(settings) as database:
            engine = open_meilisearch(settings)
            runner = Runner(Desk(database, engine, open_post(settings)))
            try:
                if once:
                    await runner.send_once()  # first: the engine may be away
                    await runner.run_once()
                else:
                    for number in (signal.SIGTERM, signal.SIGINT):
                        asyncio.get_running_loop().add_signal_handler(number, runner.stop)
                    await runner.run()
            except EngineAway as reason:
                refuse(f"the search engine is away: {reason}")
            finally:
                if engine is not None:
                    await engine.close()

    run(work())


@running_commands.command()
def reindex() -> None:
    """Build the search index anew; the running portal's job runner does the work."""

    async def ask() -> None:
        async with open_database() as database:
            await ask_for_rebuild(database)

    run(ask())
    typer.echo("asked: the job runner builds the index anew")


@running_commands.command()
def doctor() -> None:
    """Look at settings, database, engine and index, and say what is wrong."""
    from portal.cli.doctor import examine  # noqa: PLC0415

    raise typer.Exit(run(examine(from_environment())))

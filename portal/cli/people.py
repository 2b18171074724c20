"""Commands that look after who can sign in."""

import asyncio
from collections.abc import Coroutine
from typing import Annotated, Any

import typer
from sqlmodel import col, select
from typer import echo

from portal.access.mail_address import address_of
from portal.accounts import passwords
from portal.accounts.actions import look_after
from portal.accounts.actions.look_after import NotPossible, Tie
from portal.cli.data import RegionKey, chosen_region, regions_in
from portal.cli.opening import open_database, operator, refuse, run
from portal.model import Account, Membership, Role
from portal.settings import from_environment

user_commands = typer.Typer(help="Who can sign in.", no_args_is_help=True)

Email = Annotated[str, typer.Option("--email", help="Mail address to sign in with.")]
TypePassword = Annotated[bool, typer.Option("--type-password", help="Type the password instead of having one made.")]


@user_commands.command("create")
def create(  # noqa: PLR0913 - each is an option
    email: Email,
    name: Annotated[str, typer.Option(help="As others see it.")],
    role: Annotated[Role, typer.Option(help="As what they work here.")],
    region: RegionKey = "",
    *,
    provider: Annotated[str, typer.Option(help="For staff of a provider: its slug.")] = "",
    municipality: Annotated[str, typer.Option(help="For a toegang: the CBS code.")] = "",
    practice: Annotated[str, typer.Option(help="For referrers: the name of the practice.")] = "",
    agb: Annotated[str, typer.Option(help="Its AGB code.")] = "",
    type_password: TypePassword = False,
) -> None:
    """Add an account with a role. Its password is printed once; the second step they set up themselves."""
    settings = from_environment()

    async def work() -> str:
        address = look_after.checked_address(email)
        password = await _password(type_password, (name, address))
        held = await passwords.make_hash(password)
        async with open_database(settings) as database:
            regions = await regions_in(database)
            of = None if role in (Role.FAMILY, Role.ADMINISTRATOR) else chosen_region(regions, region)
            tie = Tie(of, provider, practice, agb, municipality)
            async with database.writing(operator()) as session:
                await look_after.add_account(session, settings.secrecy(), address, name, role, tie, held)
        return "" if type_password else password

    _say(_done(work()))


@user_commands.command("list")
def list_them() -> None:
    """Who there is, and as what."""
    settings = from_environment()

    async def work() -> None:
        secrecy = settings.secrecy()
        async with open_database(settings) as database, database.reading() as session:
            held = (await session.exec(select(Membership).where(col(Membership.until).is_(None)))).all()
            for account in (await session.exec(select(Account).order_by(col(Account.name)))).all():
                roles = ", ".join(one.role.value for one in held if one.account_id == account.id)
                state = "ended" if account.ended else roles or "no role"
                echo(f"{account.key}  {address_of(secrecy, account)}  {account.name}  {state}")

    run(work())


@user_commands.command("end")
def end(email: Email) -> None:
    """End an account: they are out at once. What they did stays."""
    settings = from_environment()

    async def work() -> str:
        async with open_database(settings) as database, database.writing(operator()) as session:
            account = await look_after.account_with(session, settings.secrecy(), email)
            if account is None or account.ended:
                raise NotPossible("there is no such account")
            await look_after.end_account(session, account)
        return ""

    _done(work())
    echo("ended")


@user_commands.command("reset")
def reset(email: Email, *, type_password: TypePassword = False) -> None:
    """Another password, and no second step: for who lost them. Make sure that it is them who ask."""
    settings = from_environment()

    async def work() -> str:
        password = await _password(type_password, (email,))
        held = await passwords.make_hash(password)
        async with open_database(settings) as database, database.writing(operator()) as session:
            account = await look_after.account_with(session, settings.secrecy(), email)
            if account is None or account.ended:
                raise NotPossible("there is no such account")
            await look_after.begin_anew(session, account, held)
        return "" if type_password else password

    _say(_done(work()))


async def _password(typed: bool, about: tuple[str, ...]) -> str:
    if not typed:
        return look_after.password_of()
    password: str = await asyncio.to_thread(typer.prompt, "Password", hide_input=True, confirmation_prompt=True)
    if weak := await passwords.problem_with(password, about):
        raise NotPossible(weak)
    return password


def _done(work: Coroutine[Any, Any, str]) -> str:
    try:
        done: str = run(work)
    except NotPossible as problem:
        refuse(str(problem))
    return done


def _say(password: str) -> None:
    if password:
        echo(f"password, shown this once: {password}")

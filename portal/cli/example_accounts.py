"""Somebody to sign in as for each role, beside the example providers, on one's own machine only."""

from sqlmodel import col, select
from typer import echo

from portal.accounts import passwords
from portal.accounts.actions.look_after import Tie, account_with, add_account, password_of
from portal.database import COMMAND, Actor, Database
from portal.model import Contract, Provider, Role
from portal.regions import Regions
from portal.secrecy import Secrecy
from portal.settings import Settings

EXAMPLE = Actor("example", COMMAND)
NAMES = {
    Role.FAMILY: "Samira Voorbeeld",
    Role.HUISARTS: "Bram Voorbeeld",
    Role.JEUGDARTS: "Hanneke Voorbeeld",
    Role.SPECIALIST: "Vera Voorbeeld",
    Role.GI: "Karim Voorbeeld",
    Role.TOEGANG: "Yusuf Voorbeeld",
    Role.PROVIDER_EDITOR: "Piet Voorbeeld",
    Role.PROVIDER_MANAGER: "Mieke Voorbeeld",
    Role.CONTRACT_MANAGER: "Noor Voorbeeld",
    Role.REGION_EDITOR: "Ilse Voorbeeld",
    Role.ADMINISTRATOR: "Femke Voorbeeld",
}


def example_address(role: Role) -> str:
    return f"{role.value.replace('_', '-')}@voorbeeld.example"


def example_password(secrecy: Secrecy) -> str:
    """The same at each start of one installation, and another in each."""
    return password_of(bytes.fromhex(secrecy.fingerprint("password", "example accounts"))[:20])


async def add_example_accounts(database: Database, regions: Regions, settings: Settings) -> bool:
    """Not where others could reach them, and not beside real providers."""
    region = regions.default
    if not settings.is_local or not regions.example_data or region is None:
        return False
    secrecy = settings.secrecy()
    async with database.reading() as session:
        known = {role for role in NAMES if await account_with(session, secrecy, example_address(role))}
        slug = (
            await session.exec(
                select(Provider.slug)
                .join(Contract, col(Contract.provider_id) == col(Provider.id))
                .where(Contract.region_id == region.id)
                .order_by(col(Provider.id))
                .limit(1)
            )
        ).first()
    if missing := [role for role in NAMES if role not in known]:
        held = await passwords.make_hash(example_password(secrecy))
        town = next(iter(region.municipalities))
        async with database.writing(EXAMPLE) as session:
            for role in missing:
                tie = Tie(region, provider=slug or "", practice=f"Praktijk {role.value}", municipality=town)
                await add_account(session, secrecy, example_address(role), NAMES[role], role, tie, held)
    return True


def tell_of_example_accounts(settings: Settings) -> None:
    echo(f"example accounts, all with the password {example_password(settings.secrecy())}")
    for role in NAMES:
        echo(f"  {role.value:<18}{example_address(role)}")

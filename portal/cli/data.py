"""Commands that bring data in and out."""

from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer
from typer import echo

from portal.cli.opening import open_database, refuse, run
from portal.database import Database
from portal.migrating import make_migration
from portal.migrating import migrate as migrate_database
from portal.regions import RegionData, Regions, load_regions
from portal.settings import Settings, from_environment

data_commands = typer.Typer()

REFERENCE = Path(__file__).parent.parent / "reference"
FIRST_REGION = REFERENCE / "ijsselland"
FIRST_EXAMPLE = 120  # providers

RegionKey = Annotated[str, typer.Option("--region", help="Key of the region; not needed where there is only one.")]


@data_commands.command()
def migrate() -> None:
    """Bring the database to the records of this version."""

    async def work() -> None:
        async with open_database(migrated=False) as database:
            await migrate_database(database)

    run(work())
    echo("the database is up to date")


@data_commands.command(hidden=True)
def new_migration(why: Annotated[str, typer.Argument(help="In a few words; they name the file.")]) -> None:
    """For who changes records: write the migration between the database and the records of this version."""

    async def work() -> None:
        async with open_database() as database:
            await make_migration(database, why)

    run(work())


@data_commands.command()
def import_region(folder: Annotated[Path, typer.Argument(help="Folder with the region's files.")]) -> None:
    """Load a region's files: municipalities, products, kinds of help, routes, words and texts."""

    async def work() -> None:
        async with open_database() as database:
            await _importing().load_files(database, folder)

    run(work())


@data_commands.command("import")
def import_workbook(
    path: Annotated[Path, typer.Argument(help="An XLSX workbook, or a folder of CSV files.")],
    region: RegionKey = "",
    *,
    dry_run: Annotated[bool, typer.Option(help="Only show what would change.")] = False,
    complete: Annotated[bool, typer.Option(help="The file is all there is: end what it leaves out.")] = False,
    overwrite: Annotated[bool, typer.Option(help="Also overwrite what was changed in the portal.")] = False,
) -> None:
    """Import providers, locations, contracts, offers, availability, measurements and facilities."""

    async def work() -> bool:
        async with open_database() as database:
            regions = await regions_in(database)
            done: bool = await _importing().import_files(
                database, chosen_region(regions, region), path, dry_run=dry_run, complete=complete, overwrite=overwrite
            )
            return done

    if not run(work()):
        raise typer.Exit(1)


@data_commands.command()
def import_monitor(
    path: Annotated[Path, typer.Argument(help="An XLSX or CSV file, without anything of a person in it.")],
    region: RegionKey = "",
    *,
    dry_run: Annotated[bool, typer.Option(help="Only show what would change.")] = False,
) -> None:
    """Import the region's monitor extract: when help was allocated, began and ended."""

    async def work() -> bool:
        async with open_database() as database:
            chosen = chosen_region(await regions_in(database), region)
            done: bool = await _importing().import_extract(database, chosen, path, dry_run=dry_run)
            return done

    if not run(work()):
        raise typer.Exit(1)


@data_commands.command()
def export(
    path: Annotated[Path, typer.Argument(help="An XLSX file, or a folder for CSV files.")],
    region: RegionKey = "",
    *,
    public: Annotated[bool, typer.Option(help="Only what everyone may know.")] = False,
) -> None:
    """Write everything of a region as the workbook that import reads, hidden addresses included."""
    from portal.exchange.workbook import export_workbook  # noqa: PLC0415 - spreadsheets take a while to load

    async def work() -> None:
        async with open_database() as database:
            chosen = chosen_region(await regions_in(database), region)
            async with database.reading() as session:
                await export_workbook(session, chosen, path, public=public)

    run(work())
    echo(f"written: {path}")


@data_commands.command()
def template_workbook(path: Annotated[Path, typer.Argument(help="The XLSX file to write.")]) -> None:
    """Write the empty workbook, with a sheet that explains every column."""
    from portal.exchange.workbook import template_workbook as write  # noqa: PLC0415 - as above

    write(path)
    echo(f"written: {path}")


@data_commands.command()
def template_monitor(path: Annotated[Path, typer.Argument(help="The XLSX file to write.")]) -> None:
    """Write the empty monitor extract, with a sheet that explains every column."""
    from portal.exchange.monitor import template_monitor as write  # noqa: PLC0415 - as above

    write(path)
    echo(f"written: {path}")


@data_commands.command()
def example(
    region: RegionKey = "",
    *,
    providers: Annotated[int, typer.Option(min=1, max=20_000)] = FIRST_EXAMPLE,
    seed: Annotated[int, typer.Option(help="The same seed makes the same providers.")] = 1,
) -> None:
    """Load fictional providers into a database that holds no real ones."""

    async def work() -> bool:
        async with open_database() as database:
            regions = await regions_in(database)
            return await _load_example(database, regions, chosen_region(regions, region), providers, seed)

    if not run(work()):
        raise typer.Exit(1)


@data_commands.command()
def prepare() -> None:
    """Everything a first start needs: migrations, and into an empty database the region and example providers."""

    settings = from_environment()

    async def work() -> None:
        async with open_database(settings, migrated=False) as database:
            await migrate_database(database)
            if not (await regions_in(database)).by_key:
                await _importing().load_files(database, FIRST_REGION)
                regions = await regions_in(database)
                await _load_example(database, regions, chosen_region(regions, ""), FIRST_EXAMPLE, 1)
            await _example_accounts(database, settings)

    run(work())


async def _example_accounts(database: Database, settings: Settings) -> None:
    from portal.cli import example_accounts  # noqa: PLC0415 - as above

    if await example_accounts.add_example_accounts(database, await regions_in(database), settings):
        example_accounts.tell_of_example_accounts(settings)


async def _load_example(database: Database, regions: Regions, region: RegionData, providers: int, seed: int) -> bool:
    from portal import clock  # noqa: PLC0415
    from portal.example import make_example  # noqa: PLC0415 - only this command makes examples

    workbook = make_example(region, regions, providers, seed, clock.today())
    done: bool = await _importing().load_rows(database, region, workbook)
    return done


def _importing() -> ModuleType:
    """Spreadsheets take a while to load: only commands that read them do."""
    from portal.cli import importing  # noqa: PLC0415

    return importing


async def regions_in(database: Database) -> Regions:
    async with database.reading() as session:
        return await load_regions(session)


def chosen_region(regions: Regions, key: str) -> RegionData:
    if key in regions.by_key:
        return regions.by_key[key]
    if not regions.by_key:
        refuse("no region is loaded yet: run 'portal import-region DIR' first")
    if key or len(regions.by_key) > 1:
        refuse(f"choose a region with --region: {', '.join(regions.by_key)}")
    return next(iter(regions.by_key.values()))

"""Looks at an installation as an operator would, one line per finding."""

import shutil

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, func, select
from typer import echo

from portal.accounts.services import Services
from portal.cli.engines import open_meilisearch
from portal.cli.mailing import mail_problems, waiting_mail
from portal.cli.meilisearch import find_binary
from portal.cli.opening import WORDS, in_one_line
from portal.database import Database
from portal.migrating import is_current
from portal.model import IndexMark, InstallationFact, Offer, Provider
from portal.model.upkeep import NOT_INDEXED
from portal.regions import load_regions
from portal.settings import Settings, WrongSettings

LITTLE_ROOM = 1_000_000_000  # bytes free in the data folder


async def examine(settings: Settings) -> int:
    """Exit status: 0 when nothing is wrong."""
    problems = [
        *await _database(settings),
        *await _engine(settings),
        *await mail_problems(settings),
        *_installation(settings),
    ]
    for problem in problems:
        echo(f"WRONG  {problem}")
    return 1 if problems else 0


async def _database(settings: Settings) -> list[str]:
    database = Database(settings.database)
    try:
        if not await is_current(database):
            return ["the database is not of this version: run 'portal migrate'"]
        async with database.reading() as session:
            regions = await load_regions(session)
            providers = (await session.exec(select(func.count(col(Provider.id))))).one()
            offers = (await session.exec(select(func.count(col(Offer.id))))).one()
            marks = (await session.exec(select(func.count(col(IndexMark.id))))).one()
            fact = await session.get(InstallationFact, NOT_INDEXED)
            held_up = await waiting_mail(session)
        trouble = await database.why_not_written()
    except (SQLAlchemyError, OSError) as problem:
        return [in_one_line(problem)]
    finally:
        await database.close()
    echo(f"ok     database: {len(regions.by_key)} regions, {providers} providers, {offers} offers")
    echo(f"ok     index: {marks} changes wait to be indexed")
    problems = [] if regions.by_key else ["no region is loaded: run 'portal import-region DIR'"]
    if fact is not None and fact.value:
        named = ", ".join(f"{key} ({reason})" for key, reason in sorted(fact.value.items()))
        problems.append(f"these providers cannot be indexed, and are tried again: {named}")
    problems += held_up
    return problems + ([WORDS.get(trouble, "the database takes no writes")] if trouble else [])


async def _engine(settings: Settings) -> list[str]:
    engine = open_meilisearch(settings)
    if engine is None:
        how = "a Meilisearch of our own" if find_binary(settings) else "the in-process engine"
        echo(f"ok     search: {how} serves")
        return []
    try:
        if not await engine.healthy():
            return [f"Meilisearch does not answer at {settings.meilisearch_url}"]
    finally:
        await engine.close()
    echo("ok     search: Meilisearch answers")
    return []


def _installation(settings: Settings) -> list[str]:
    problems = []
    local = settings.host in ("127.0.0.1", "localhost", "::1")
    if not local and not settings.secret_key:
        problems.append("PORTAL_SECRET_KEY is not set: what is signed ends with every restart")
    if not local and not settings.public_url.startswith("https://"):
        problems.append("PORTAL_BASE_URL is not https")
    for looked_at in (settings.secrecy, lambda: Services(settings)):
        try:
            looked_at()
        except WrongSettings as problem:
            problems.append(str(problem))
    if settings.data_dir.exists():
        free = shutil.disk_usage(settings.data_dir).free
        if free < LITTLE_ROOM:
            problems.append(f"less than 1 GB is free in the data folder: {free // 1_000_000} MB")
    return problems

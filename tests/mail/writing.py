"""Writing a mail in a test, and reading what became of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import SQLModel, col, select

from portal.database import Actor, Database
from portal.mail.writing import Receiver, write_mail
from portal.model import Mail
from portal.settings import Settings

KEY = "k" * 40
FEMKE = Receiver("femke@wilgenhof.example", "Femke", "nl")
JOHN = Receiver("john@populier.example", "John", "en")
REGION = Actor("region@oost.example", "contract manager")
TEST = {"day": date(2026, 11, 20)}


async def written(
    database: Database, settings: Settings, receiver: Receiver = FEMKE, once: str = "news", **how: Any
) -> str | None:
    async with database.writing(REGION) as session:
        return await write_mail(session, settings, "test", receiver, once=once, **{"values": TEST, **how})


async def rows(database: Database) -> Sequence[Mail]:
    async with database.reading() as session:
        return (await session.exec(select(Mail).order_by(col(Mail.id)))).all()


async def everything_in(database: Database) -> str:
    """All that stands in any table, as somebody who stole it would read it."""
    found: list[str] = []
    async with database.engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            found += [str(dict(row)) for row in (await connection.execute(table.select())).mappings()]
    return "\n".join(found)

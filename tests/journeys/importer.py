"""A program that imports a workbook into the small region, and stands still half-way until it is told to go on.

python -m tests.journeys.importer DATABASE_URL WORKBOOK NOTES ROWS
"""

import asyncio
import sys
import time
from pathlib import Path

from portal.database import Database
from portal.exchange.workbook import apply_import, plan_import, read_workbook
from portal.regions import load_regions
from tests.exchange.workbook_of_two import EXCEL


async def run(url: str, workbook: Path, notes: Path, rows: int) -> None:
    """`notes` is a folder: `half` appears in it when that many rows are written; `go` is waited for."""

    def stand_still(done: int, _of: int) -> None:
        if done >= rows and not (notes / "half").exists():
            (notes / "half").touch()
            while not (notes / "go").exists():
                time.sleep(0.02)

    database = Database(url)
    async with database.reading() as session:
        region = (await load_regions(session)).by_key["oost"]
        plan = await plan_import(session, region, read_workbook(workbook))
    await apply_import(database, plan, EXCEL, stand_still)
    await database.close()


def main() -> None:
    asyncio.run(run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])))


if __name__ == "__main__":
    main()

"""Fictional providers for a region, as a workbook that the ordinary import loads."""

from datetime import date

from portal.example.facilities import facilities
from portal.example.ground import Ground
from portal.example.names import Names
from portal.example.providers import Maker
from portal.exchange.workbook import Workbook
from portal.exchange.workbook.rows import Row
from portal.regions import RegionData, Regions

PROVIDERS = 120  # what `portal example` makes when not told otherwise
SEED = 1

__all__ = ["PROVIDERS", "SEED", "make_example"]


def make_example(region: RegionData, regions: Regions, providers: int, seed: int, today: date) -> Workbook:
    """The same arguments give the same workbook; more providers leave the first ones as they were."""
    names = Names(seed)
    if not 0 <= providers <= names.most:
        raise ValueError(f"between 0 and {names.most} providers can be told apart")
    maker = Maker(region, Ground(region, regions), names, seed, today)
    made = [maker.make(number) for number in range(providers)]
    sheets: dict[str, list[Row]] = {
        "Aanbieders": [one.provider for one in made],
        "Locaties": [row for one in made for row in one.locations],
        "Contracten": [one.contract for one in made],
        "Inschrijvingen": [row for one in made for row in one.lines],
        "Aanbod": [row for one in made for row in one.offers],
        "Beschikbaarheid": [row for one in made for row in one.availability],
        "Metingen": [row for one in made for row in one.measurements],
        "Stops": [row for one in made for row in one.stops],
        "Voorzieningen": list(facilities(region, names)),
    }
    workbook = Workbook()
    for name, rows in sheets.items():
        for number, row in enumerate(rows, start=2):
            row.number = number
        workbook.put(name, rows)
    return workbook

"""Region files → records: adds, changes, and takes away what the files no longer hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from sqlmodel import SQLModel, col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.database import Actor, Database
from portal.exchange.in_use import still_in_use
from portal.exchange.region_files import RegionFiles, WrongRegionFiles
from portal.model import (
    Budget,
    Form,
    Function,
    GlossaryTerm,
    HelpKind,
    Indicator,
    Municipality,
    Norm,
    Pathway,
    Place,
    PostalArea,
    Product,
    ProductCategory,
    Region,
    Right,
    Route,
    Sector,
    Situation,
    TargetGroup,
    TariffGroup,
    Wording,
)

# The files whose rows become records one to one, found again by key.
LISTS: dict[str, type[Any]] = {
    "categories": ProductCategory,
    "products": Product,
    "help_kinds": HelpKind,
    "forms": Form,
    "target_groups": TargetGroup,
    "sectors": Sector,
    "tariff_groups": TariffGroup,
    "functions": Function,
    "budgets": Budget,
    "routes": Route,
    "indicators": Indicator,
    "norms": Norm,
    "situations": Situation,
    "rights": Right,
    "glossary": GlossaryTerm,
    "pathways": Pathway,
}


@dataclass
class Loaded:
    added: int = 0
    changed: int = 0
    removed: int = 0
    same: bool = False  # the very files that were loaded last


async def load_region(database: Database, files: RegionFiles, actor: Actor) -> Loaded:
    """One transaction. The same files a second time change nothing. Raises WrongRegionFiles where they lack what
    is in use; then nothing was changed."""
    loaded = Loaded()
    async with database.writing(actor) as session:
        region = (await session.exec(select(Region).where(Region.key == files.region.key))).first()
        if region is not None and region.files_digest == files.digest:
            return Loaded(same=True)
        if region is None:
            region = Region(key=files.region.key)
            session.add(region)
            loaded.added += 1
        elif problems := await still_in_use(session, region.id or 0, files, LISTS):
            raise WrongRegionFiles(problems)
        _fill(region, files.region)
        region.files_digest = files.digest
        await session.flush()
        assert region.id is not None
        for name, record in LISTS.items():
            await _load_list(session, record, region.id, files.rows(name), loaded)
        await _load_ground(session, region.id, files, loaded)
        await session.exec(delete(Wording).where(col(Wording.region_id) == region.id))
        session.add_all(
            Wording(region_id=region.id, **words.model_dump(include=set(Wording.model_fields)))
            for words in files.wordings
        )
    return loaded


def _fill(record: SQLModel, row: BaseModel) -> bool:
    """Copies what row and record both name; True if that changed anything."""
    changed = False
    plain = row.model_dump()
    for name in type(record).model_fields:
        if not hasattr(row, name):
            continue
        value = plain.get(name, getattr(row, name))
        value = list(value) if isinstance(value, tuple) else value
        if getattr(record, name, None) != value:
            setattr(record, name, value)
            changed = True
    return changed


async def _load_list(
    session: AsyncSession, record: type[Any], region_id: int, rows: Iterable[Any], loaded: Loaded
) -> None:
    held = {item.key: item for item in (await session.exec(select(record).where(record.region_id == region_id))).all()}
    for row in rows:
        item = held.pop(row.key, None)
        if item is None:
            item = record(region_id=region_id)
            _fill(item, row)
            session.add(item)
            loaded.added += 1
        elif _fill(item, row):
            loaded.changed += 1
    for gone in held.values():
        await session.delete(gone)
        loaded.removed += 1


async def _load_ground(session: AsyncSession, region_id: int, files: RegionFiles, loaded: Loaded) -> None:
    """Municipalities keep their id; places and postcodes are put down anew under them."""
    statement = select(Municipality).where(Municipality.region_id == region_id)
    held = {town.code: town for town in (await session.exec(statement)).all()}
    by_code: dict[str, Municipality] = {}
    for row in files.municipalities:
        town = held.pop(row.code, None)
        if town is None:
            town = Municipality(region_id=region_id, code=row.code, key=row.key, name=row.name)
            session.add(town)
            _fill(town, row)
            loaded.added += 1
        else:
            loaded.changed += _fill(town, row)
        by_code[row.code] = town
    await session.flush()
    await _put_down(session, files, by_code, [town.id for town in held.values()])
    for gone in held.values():
        await session.delete(gone)
        loaded.removed += 1


async def _put_down(
    session: AsyncSession, files: RegionFiles, by_code: dict[str, Municipality], gone: list[int | None]
) -> None:
    ids = [town.id for town in by_code.values()] + gone
    centres = {area.pc4: (area.lat, area.lng) for area in files.postal_areas}
    await session.exec(delete(Place).where(col(Place.municipality_id).in_(ids)))
    for row in files.places:
        points = [centres[pc4] for pc4 in row.postcodes if pc4 in centres]
        place = Place(municipality_id=by_code[row.municipality].id or 0, name=row.name)
        _fill(place, row)
        if points:
            place.lat = sum(lat for lat, _ in points) / len(points)
            place.lng = sum(lng for _, lng in points) / len(points)
        session.add(place)
    areas = {area.pc4: area for area in (await session.exec(select(PostalArea))).all()}
    for area_row in files.postal_areas:
        area = areas.get(area_row.pc4) or PostalArea(pc4=area_row.pc4, place="", lat=0, lng=0)
        area.place, area.lat, area.lng = area_row.place, area_row.lat, area_row.lng
        if area_row.municipality:
            area.municipality_id = by_code[area_row.municipality].id
        elif area.municipality_id in ids:
            area.municipality_id = None
        session.add(area)

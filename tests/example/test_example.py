"""The example: fictional, realistic in spread, the same each time, and loaded by the ordinary import."""

import re
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from portal import clock
from portal.database import Actor, Database
from portal.example import make_example
from portal.example.names import HOMES, PRACTICES, Names
from portal.exchange.load_region import load_region
from portal.exchange.region_files import REFERENCE, read_region
from portal.exchange.workbook import Workbook, apply_import, plan_import, read_workbook, write_workbook
from portal.model import FacilityKind, FormGroup, IntakeStatus, MeasurementAudience, Visibility
from portal.regions import Regions, load_regions
from tests.exchange.conftest import make_tables
from tests.servers.databases import sqlite_url

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
# Who the sources name, and a few that everyone in the field knows.
_REAL = """
trias ambiq pactum vitree accare karakter dimence tactus pluryn timon marant stimenz parlan triversum esdege vicino
jarabee entrea lindenhout horizon yorneo elker levvel jeugdformaat spirit combinatie
"""
REAL = _REAL.split()


@pytest.fixture(scope="module")
async def ijsselland(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Database, Regions]]:
    database = Database(sqlite_url(tmp_path_factory.mktemp("example") / "hulpkeuze.db"))
    await make_tables(database)
    await load_region(database, read_region(REFERENCE / "ijsselland"), Actor("ijsselland", "command"))
    async with database.reading() as session:
        regions = await load_regions(session)
    yield database, regions
    await database.close()


def made(regions: Regions, providers: int = 120, seed: int = 1, today: date = TODAY) -> Workbook:
    return make_example(regions.by_key["ijsselland"], regions, providers, seed, today)


@pytest.fixture(scope="module")
def example(ijsselland: tuple[Database, Regions]) -> Workbook:
    return made(ijsselland[1])


def rows(workbook: Workbook, name: str) -> list[Any]:
    return list(workbook.rows[name])


async def test_the_ordinary_import_loads_it_and_twice_is_once(
    ijsselland: tuple[Database, Regions], example: Workbook, tmp_path: Path
) -> None:
    database, regions = ijsselland
    region = regions.by_key["ijsselland"]
    write_workbook(example, tmp_path / "voorbeeld.xlsx")
    read = read_workbook(tmp_path / "voorbeeld.xlsx")
    assert read.rows == example.rows
    with clock.stopped_at(NOON):
        async with database.reading() as session:
            plan = await plan_import(session, region, example)
        assert [problem.render("en") for problem in plan.problems] == []
        await apply_import(database, plan, Actor("example", "file"))
        async with database.reading() as session:
            assert (await plan_import(session, region, read)).writes == 0
            assert (await load_regions(session)).example_data


def test_the_same_seed_makes_the_same_example_and_another_seed_another(
    ijsselland: tuple[Database, Regions], example: Workbook
) -> None:
    regions = ijsselland[1]
    assert made(regions).rows == example.rows
    assert made(regions, seed=2).rows != example.rows
    # More providers leave the first as they were.
    few = [row.key for row in rows(made(regions, 30), "Aanbod")]
    assert few == [row.key for row in rows(example, "Aanbod")[: len(few)]]


def test_nobody_real_is_in_it(example: Workbook) -> None:
    for row in rows(example, "Aanbieders"):
        assert row.is_example
        assert not any(name in row.name.casefold() for name in REAL)
        assert re.fullmatch(r"999\d{5}", row.kvk)
        assert row.agb == "" or re.fullmatch(r"999\d{5}", row.agb)
        assert row.phone.startswith("000-")
        assert row.email.endswith(".example")
        assert row.website == "" or row.website.endswith(".example")
    # No Dutch postcode ends in SA, SD or SS.
    assert {row.postcode[-2:] for row in rows(example, "Locaties")} <= {"SA", "SD", "SS"}
    for row in rows(example, "Voorzieningen"):
        assert (row.is_example, row.phone, row.url) == (True, "", "")
        assert "(voorbeeld)" in row.name_nl
        assert "nummer niet bekend" in row.about_nl


def test_places_are_real_places_of_the_region(ijsselland: tuple[Database, Regions], example: Workbook) -> None:
    regions = ijsselland[1]
    locations = rows(example, "Locaties")
    assert all(row.postcode[:4] in regions.postcodes for row in locations)
    inside = Counter(row.municipality for row in locations)
    assert set(inside) - {""} == set(regions.by_key["ijsselland"].municipalities)
    assert inside[""] < len(locations) / 10, "few lie just outside"


def test_each_municipality_has_free_help_of_every_kind(ijsselland: tuple[Database, Regions], example: Workbook) -> None:
    """But for the national Jeugdstem, which is real: that stands in the region's file."""
    region = ijsselland[1].by_key["ijsselland"]
    found = rows(example, "Voorzieningen")
    kinds = set(FacilityKind) - {FacilityKind.JEUGDSTEM, FacilityKind.OTHER}
    assert len(found) == len(kinds) * len(region.municipalities)
    assert len({row.name_nl for row in found}) == len(found)
    assert {(row.kind, *row.municipalities) for row in found} == {
        (kind, code) for kind in kinds for code in region.municipalities
    }
    serves = {row.kind: {*row.help_kinds, *row.forms, *row.target_groups} for row in found}
    assert {"hulp-bij-scheiding", "scheiding"} <= serves[FacilityKind.RELATION_DESK]
    assert serves[FacilityKind.TOEGANG] == set(), "any question"
    assert any(row.age_from == 12 for row in found)


def test_few_are_large_and_many_small(example: Workbook) -> None:
    offers = Counter(row.provider for row in rows(example, "Aanbod"))
    assert 2.2 <= len(rows(example, "Aanbod")) / 120 <= 2.9
    assert sum(many >= 9 for many in offers.values()) == 6
    assert sum(many <= 2 for many in offers.values()) >= 70
    locations = Counter(row.provider for row in rows(example, "Locaties"))
    assert (min(locations.values()), max(locations.values()) >= 8) == (1, True)


def test_every_kind_and_form_and_sector_is_there(ijsselland: tuple[Database, Regions], example: Workbook) -> None:
    region = ijsselland[1].by_key["ijsselland"]
    offers = rows(example, "Aanbod")
    assert {row.help_kind for row in offers} - {""} == set(region.help_kinds)
    parents = {form.parent for form in region.forms.values()}
    assert {row.form for row in offers} >= set(region.forms) - parents
    assert {sector for row in rows(example, "Aanbieders") for sector in row.sectors} == set(region.sectors)
    assert len({row.product for row in rows(example, "Inschrijvingen")}) >= 20


def test_where_children_live_a_street_is_held_and_never_open(
    ijsselland: tuple[Database, Regions], example: Workbook
) -> None:
    forms = ijsselland[1].by_key["ijsselland"].forms
    places = {row.key: row for row in rows(example, "Locaties")}
    homes = [row for row in rows(example, "Aanbod") if row.form and forms[row.form].children_live_here]
    assert {forms[row.form].group for row in homes} == set(FormGroup)
    for row in homes:
        assert places[row.location].street
        assert places[row.location].visibility in (Visibility.PLACE, Visibility.REGION)
    assert any(place.visibility == Visibility.ADDRESS for place in places.values())


def test_availability_is_fresh_and_old_full_and_free(example: Workbook) -> None:
    said = rows(example, "Beschikbaarheid")
    ages = [(TODAY - row.reference_date).days for row in said]
    assert min(ages) >= 0
    for youngest, oldest in ((0, 7), (8, 14), (15, 35), (36, 60), (61, 300)):
        assert any(youngest <= age <= oldest for age in ages)
    assert {row.status for row in said} == set(IntakeStatus)
    assert any(row.free_places for row in said)
    assert len(said) < len(rows(example, "Aanbod")), "of some nothing is known"


def test_the_hard_cases_are_there(example: Workbook) -> None:
    offers, stops, contracts = (rows(example, name) for name in ("Aanbod", "Stops", "Contracten"))
    published = {row.provider for row in offers if row.published}
    assert {row.key for row in rows(example, "Aanbieders")} - published
    assert {row.imposed for row in stops} == {True, False}
    assert {bool(row.product) for row in stops} == {bool(row.offer) for row in stops} == {True, False}
    assert any(row.ends and row.ends < TODAY for row in contracts)
    assert any(row.ends and TODAY <= row.ends <= TODAY + timedelta(days=90) for row in contracts)
    assert any(row.starts and row.starts > TODAY for row in contracts)
    assert any(not row.known for row in contracts)
    figures = rows(example, "Metingen")
    assert {row.audience for row in figures} == set(MeasurementAudience)
    assert min(row.n for row in figures) < 10
    assert max(row.n for row in figures) > 100
    assert len({row.period_from.year for row in figures}) > 3
    assert len({row.informant for row in figures if row.key.startswith(figures[0].provider)}) > 1
    assert any(row.identity_nl for row in rows(example, "Aanbieders"))
    assert {recognised for row in offers for _, recognised in row.methods} == {True, False}


def test_each_text_is_there_in_both_languages(example: Workbook) -> None:
    for row in [*rows(example, "Aanbieders"), *rows(example, "Aanbod")]:
        assert bool(row.about_nl) == bool(row.about_en)
        assert "{" not in row.about_nl + row.about_en
    assert all(row.about_nl for row in rows(example, "Aanbod"))


def test_twenty_thousand_names_can_be_told_apart() -> None:
    names = Names(1)
    assert names.most >= 20_000
    found = [names.provider(number, lives_with_children=number % 10 == 6) for number in range(20_000)]
    assert len(set(found)) == len(found)
    assert not set(HOMES) & set(PRACTICES)


def test_another_region_is_filled_from_its_own_lists(ijsselland: tuple[Database, Regions]) -> None:
    """A region with one municipality, one kind and nothing else: no key of another region is in its example."""
    regions = ijsselland[1]
    region = regions.by_key["ijsselland"]
    bare = type(region)(
        **{
            **vars(region),
            "municipalities": {"0193": region.municipalities["0193"]},
            "help_kinds": {"opvoedhulp": region.help_kinds["opvoedhulp"]},
            **{name: {} for name in ("forms", "sectors", "target_groups", "functions", "indicators")},
        }
    )
    offers = rows(make_example(bare, regions, 60, 1, TODAY), "Aanbod")
    assert {(row.help_kind, row.form) for row in offers} == {("opvoedhulp", "")}
    assert {code for row in offers for code in row.comes_to} == {"0193"}

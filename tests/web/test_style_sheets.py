import json
import os
import re
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from portal.web.style_sheets import BUILT, COMPONENTS, ROOT, area_sheet, bundle, needed, read, site_sheet, written

BUTTON = COMPONENTS[4]
has_packages = pytest.mark.skipif(
    not all((ROOT / "node_modules" / name).exists() for name in COMPONENTS),
    reason="the components have not been installed",
)


def shrunk(css: str) -> str:
    return written(read(css))


def used(css: str, *names: str) -> str:
    return written(needed(read(css), set(names)))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """With one component, three sheets of its own and one page."""
    for name, text in {
        f"node_modules/{BUTTON}": ".nl-button { color: red } .nl-button--busy { cursor: wait }",
        "static/css/print.css": "@media print { a { color: black } }",
        "static/css/cards.css": ".card { margin: 0 }",
        "static/css/tokens.css": ":root { --ink: #111 }",
        "templates/page.html": '<button class="nl-button">Zoek</button>',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / BUILT).parent.mkdir(parents=True)
    return tmp_path


def changed_an_hour_after(file: Path, other: Path) -> None:
    moment = other.stat().st_mtime + 3600
    os.utime(file, (moment, moment))


def test_what_only_people_read_is_left_out() -> None:
    assert shrunk("/* a; } */ a , b > c {\n  color : red;\n  margin: 0  1px;\n}\n") == "a,b>c{color:red;margin:0 1px}"
    assert shrunk("@media (min-width: 40rem) { a { color: red } }") == "@media (min-width:40rem){a{color:red}}"
    assert shrunk("a { inline-size: calc( 100% - var( --x , 0 ) ) }") == "a{inline-size:calc(100% - var(--x,0))}"


def test_what_a_browser_reads_stays_as_it_is() -> None:
    assert shrunk('a::before { content: "a ; , }  b" }') == 'a::before{content:"a ; , }  b"}'
    assert shrunk(".a :where(b):not(.c) + d { color: red }") == ".a :where(b):not(.c) + d{color:red}"
    assert shrunk("a { color: red; @media print { color: black } }") == "a{color:red;@media print{color:black}}"


def test_of_a_package_only_comes_what_a_page_uses() -> None:
    css = ".nl-x{a:1}.nl-x--y{a:2}.nl-x:not(.nl-x--y):hover{a:3}@media print{.nl-x--y{a:4}}.nl-x--y,.nl-x__z{a:5}"
    assert used(css, "nl-x") == ".nl-x{a:1}.nl-x:not(.nl-x--y):hover{a:3}"
    assert used(css, "nl-x__z") == ".nl-x__z{a:5}"


def test_a_bare_element_is_a_component_too() -> None:
    css = ".nl-paragraph{a:1}.nl-paragraph--lead{a:2}.nl-link:any-link:hover{a:3}"
    assert used(css) == ":where(p){a:1}:where(a:not([class])):any-link:hover{a:3}"
    assert used(css, "nl-paragraph", "nl-link").startswith(".nl-paragraph,:where(p){a:1}")


def test_the_theme_comes_first_and_paper_last(checkout: Path) -> None:
    sheet = bundle(checkout)
    assert sheet.splitlines()[1] == (
        ".nl-button{color:red}:root{--ink:#111}.card{margin:0}@media print{a{color:black}}"
    )


def test_a_change_is_seen_without_building(checkout: Path) -> None:
    built = checkout / BUILT
    built.write_text("built")
    for folder in ("node_modules", "static/css", "templates"):
        for file in (checkout / folder).rglob("*.*"):
            os.utime(file, (0, 0))
    module_is_older = max(built.stat().st_mtime, (ROOT / "portal" / "web" / "style_sheets.py").stat().st_mtime) + 1
    os.utime(built, (module_is_older, module_is_older))
    assert site_sheet(checkout) == "built"
    changed_an_hour_after(checkout / "static" / "css" / "cards.css", built)
    assert site_sheet(checkout) == bundle(checkout)


def test_without_packages_what_was_built_serves_else_our_own(checkout: Path) -> None:
    (checkout / "node_modules" / BUTTON).unlink()
    assert ".card{" in site_sheet(checkout)
    (checkout / BUILT).write_text("built")
    changed_an_hour_after(checkout / "static" / "css" / "cards.css", checkout / BUILT)
    assert site_sheet(checkout) == "built"


@has_packages
def test_the_style_sheet_stays_small() -> None:
    assert len(brotli.compress(bundle().encode())) <= 14_000


def test_what_public_pages_have_no_use_for_stands_apart_and_stays_small() -> None:
    assert ".sheet-table" in area_sheet()
    assert ".sheet-table" not in bundle()
    assert len(brotli.compress(area_sheet().encode())) <= 3_000


@has_packages
def test_the_components_may_be_spread_further() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name in COMPONENTS:
        package = "/".join(name.split("/")[:2])
        assert packages[f"node_modules/{package}"]["license"] == "EUPL-1.2", package


def test_a_component_is_named_in_full_in_templates() -> None:
    """Else the sheet leaves it out, since nobody seems to use it."""
    for page in (ROOT / "templates").rglob("*.html"):
        assert not re.search(r"\b(?:nl|utrecht)-[\w-]*\{\{", page.read_text()), page.name


@has_packages
def test_no_sheet_minds_how_a_screen_is_turned() -> None:
    assert "orientation" not in bundle()


def test_our_sheets_know_no_left_and_right() -> None:
    """So that a page in Arabic is right as it is."""
    sided = re.compile(r"[{;]\s*(?:(?:margin|padding|border)-)?(?:left|right)\b[\w-]*\s*:|:\s*(?:left|right)\s*[;}]")
    for sheet in (ROOT / "static" / "css").rglob("*.css"):
        assert not sided.search(sheet.read_text()), sheet.name

import re
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import httpx
import pytest

from portal.web.house import House
from portal.web.static import STATIC, StaticFiles, style_sheet
from tests.web.house import a_region, regions_of


@pytest.fixture
def files(tmp_path: Path) -> StaticFiles:
    (tmp_path / "site.css").write_text("a { background: url(mark.svg) } b { background: url('weg.svg') }" * 50)
    (tmp_path / "mark.svg").write_text("<svg/>")
    (tmp_path / "geheim.env").write_text("PASSWORD=x")
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "htmx.min.js").write_text("let x" * 400)
    return StaticFiles(tmp_path, tmp_path / "built")


def name_of(address: str) -> str:
    return address.removeprefix("/static/")


def test_a_file_is_named_after_its_content(files: StaticFiles) -> None:
    address = files.address("htmx.min.js")
    assert re.fullmatch(r"/static/htmx\.min-[0-9a-f]{16}\.js", address)
    found = files.find(name_of(address), regions_of())
    assert found is not None
    file, exact = found
    assert exact
    assert brotli.decompress(file.bodies["br"]) == file.bodies[""]
    assert len(file.bodies["br"]) < len(file.bodies[""])


def test_a_style_sheet_names_other_files_as_they_are_called_now(files: StaticFiles) -> None:
    sheet = files.plain("site.css").bodies[""].decode()
    assert f'url("{files.address("mark.svg")}")' in sheet
    assert "url('weg.svg')" in sheet


@pytest.mark.parametrize(
    "name", ["site.css", "site-.css", "../app.py", "geheim-0123456789abcdef.env", "region-weg-0123456789abcdef.css", ""]
)
def test_nothing_else_is_served(files: StaticFiles, name: str) -> None:
    assert files.find(name, regions_of(a_region())) is None


def test_a_file_that_is_not_there_is_a_mistake_in_the_template(files: StaticFiles) -> None:
    assert files.has("htmx.min.js")
    assert not files.has("htmx.js")
    with pytest.raises(LookupError):
        files.address("htmx.js")


def test_each_region_has_a_look_of_its_own() -> None:
    files = StaticFiles(STATIC)
    one, other = a_region(), a_region("bovenland", number=2)
    other.region.look = {"--region-primary": "rgb(10 20 30)"}
    found = files.find(name_of(files.address("region.css", other)), regions_of(one, other))
    assert found is not None
    assert found[0].bodies[""] == b":root {\n  --region-primary: rgb(10 20 30);\n}\n"
    assert files.address("region.css", one) != files.address("region.css", other)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("--x", "red; } body { display: none"),
        ("--x", "url(javascript)"),
        ("--x", "URL (x)"),
        ("--x", "a/b"),
        ("--x", "x" * 200),
        ("--x", ""),
        ("--x", "red\n"),
        ("--x", "\\75rl"),
        ("color", "red"),
        ("--x:red;--y", "red"),
        ("--x\n", "red"),
    ],
)
def test_a_look_that_could_break_the_sheet_is_left_out(name: str, value: str) -> None:
    region = a_region()
    region.region.look = {name: value, "--goed": "#fff"}
    assert style_sheet(region) == ":root {\n  --goed: #fff;\n}\n"


async def test_browsers_keep_a_file_for_a_year_and_an_older_name_gets_the_newest(
    visitor: httpx.AsyncClient, house: House
) -> None:
    address = StaticFiles().address("favicon.svg")
    answer = await visitor.get(address)
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    older = await visitor.get("/static/favicon-0123456789abcdef.svg")
    assert (older.content, older.headers["cache-control"]) == (answer.content, "no-cache")
    assert (await visitor.get("/static/weg-0123456789abcdef.svg")).status_code == 404


async def test_what_a_page_names_is_there(visitor: httpx.AsyncClient) -> None:
    html = (await visitor.get("/weg")).text
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
    assert any("/static/region-rivierland-" in address for address in addresses)
    for address in addresses:
        answer = await visitor.get(address, headers={"accept-encoding": "br"})
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        if len(answer.content) > 1000:
            assert answer.headers["content-encoding"] == "br"
            assert answer.headers["vary"] == "Accept-Encoding"

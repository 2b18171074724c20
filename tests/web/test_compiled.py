"""Compiled templates on the disk: the same page, and never that of another language or of a template before."""

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from portal.web.compiled import Compiled
from portal.web.formats import filters
from portal.web.language import LOCALES


def rendered(folder: Path, language: str) -> str:
    environment = Environment(
        loader=FileSystemLoader(folder / "templates"),
        bytecode_cache=Compiled(f"pages-{language}", folder / "compiled"),
        autoescape=True,
    )
    environment.filters.update(filters(LOCALES[language]))
    return environment.get_template("price.html").render()


@pytest.fixture
def price(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "templates").mkdir()
    template = tmp_path / "templates" / "price.html"
    template.write_text("{{ 1500|euro }}")
    return template


def test_each_language_has_its_own(price: Path, tmp_path: Path) -> None:
    first = {language: rendered(tmp_path, language) for language in ("nl", "en")}
    assert len(list((tmp_path / "compiled").iterdir())) == 2
    assert {language: rendered(tmp_path, language) for language in ("nl", "en")} == first
    assert first["nl"] != first["en"]


def test_a_template_that_changed_is_compiled_anew(price: Path, tmp_path: Path) -> None:
    before = rendered(tmp_path, "nl")
    price.write_text("{{ 4500|euro }}")
    assert rendered(tmp_path, "nl") != before


def test_what_cannot_be_read_is_compiled_anew(price: Path, tmp_path: Path) -> None:
    before = rendered(tmp_path, "nl")
    (kept,) = (tmp_path / "compiled").iterdir()
    for broken in (b"", b"\0" * 40, kept.read_bytes()[:60]):
        kept.write_bytes(broken)
        assert rendered(tmp_path, "nl") == before


def test_where_nothing_can_be_written_pages_are_made_all_the_same(price: Path, tmp_path: Path) -> None:
    (tmp_path / "compiled").write_text("a file in the place of the folder")
    assert rendered(tmp_path, "nl")


def test_who_keeps_no_modules_keeps_no_templates(price: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    rendered(tmp_path, "nl")
    assert not list((tmp_path / "compiled").iterdir())

"""A text that nobody translated does not reach a visitor unnoticed."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import translations
from tools.check_translations import compare


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    (tmp_path / "portal").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "portal" / "pages.py").write_text(
        'title = _("Search")\nfull = N_("No places free")\nn = ngettext("%(num)s offer", "%(num)s offers", 2)\n'
    )
    (tmp_path / "templates" / "page.html").write_text(
        "<h1>{% trans %}\n  Find\n  help\n{% endtrans %}</h1>{{ _('Map') }}"
    )
    return tmp_path


def translated(**texts: str) -> Catalog:
    dutch = Catalog(locale="nl")
    for english, text in texts.items():
        dutch.add(english.replace("_", " "), text)
    return dutch


def test_texts_are_found_in_code_and_in_templates(sources: Path) -> None:
    found = {message.id for message in translations.extract(sources) if message.id}
    assert found == {"Search", "No places free", ("%(num)s offer", "%(num)s offers"), "Find help", "Map"}


def test_what_is_missing_empty_guessed_or_left_over_is_named(sources: Path) -> None:
    dutch = translated(Search="Zoeken", Find_help="", Gone="Weg")
    dutch.add("Map", "Kaart", flags=["fuzzy"])
    problems = list(compare(translations.extract(sources), dutch, "nl"))
    assert [problem for problem in problems if "'Search'" in problem] == []
    said = {problem.split("'")[1]: problem for problem in problems}
    assert "is not in the catalogue" in said["No places free"]
    assert "is not in the catalogue" in said["%(num)s offer"]
    assert "is not translated" in said["Find help"]
    assert "guessed" in said["Map"]
    assert "nowhere in the sources" in said["Gone"]


def test_a_translation_must_keep_the_values(sources: Path) -> None:
    dutch = translated(Search="Zoeken", No_places_free="Geen plek vrij", Find_help="Hulp vinden", Map="Kaart")
    dutch.add(("%(num)s offer", "%(num)s offers"), ("%(num)s aanbod", "%(aantal)s keer aanbod"))
    problems = list(compare(translations.extract(sources), dutch, "nl"))
    assert len(problems) == 1
    assert "offer" in problems[0]


def test_a_complete_catalogue_has_no_problems(sources: Path) -> None:
    dutch = translated(Search="Zoeken", No_places_free="Geen plek vrij", Find_help="Hulp vinden", Map="Kaart")
    dutch.add(("%(num)s offer", "%(num)s offers"), ("%(num)s aanbod", "%(num)s keer aanbod"))
    assert list(compare(translations.extract(sources), dutch, "nl")) == []

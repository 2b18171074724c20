from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from jinja2 import FileSystemLoader, UndefinedError
from litestar import Request, Response, Router, get
from litestar.di import NamedDependency

from portal.access import Permission
from portal.web import language
from portal.web.formats import filters
from portal.web.house import House
from portal.web.language import LOCALES, translations
from portal.web.page import Pages, _environment, page
from portal.web.static import StaticFiles
from portal.web.visit import Asked, Visit, make_visit
from tests.web.house import an_app, someone

WHOLE = """<h1>{{ _("Search") }} {{ words }}</h1>{% include "_part.html" %}"""
PART = """<p>{{ t(texts) }} {{ link("/aanbod", q=words, soort=["a", "b"]) }} {{ other_language_url("en") }}
{{ language }} {{ region.key }} {{ 1234.5|number }} {{ 1250|euro }}</p>"""


@get("/proef", opt={"permission": Permission.SEE_CATALOGUE, "kept": ("q",)})
async def try_page(request: Request, visit: NamedDependency[Visit]) -> Response[str]:  # type: ignore[type-arg]
    words = dict(visit.query).get("q", "")
    texts = {"nl": "hulp", "en": "help"}
    return page(request, visit, "whole.html", fragment="_part.html", words=words, texts=texts)


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    (tmp_path / "whole.html").write_text(WHOLE)
    (tmp_path / "_part.html").write_text(PART)
    return tmp_path


@pytest.fixture
async def visitor(house: House, templates: Path) -> httpx.AsyncClient:
    app = an_app(house, Router("/", route_handlers=[try_page]))
    app.inner.state.pages = Pages(StaticFiles(), strict=True, templates=templates)
    return someone(app)


async def test_a_page_speaks_the_visitors_language_and_escapes_what_was_typed(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/proef", params={"q": "<script>"})
    assert "&lt;script&gt;" in answer.text
    assert "<script>" not in answer.text
    assert "hulp /aanbod?q=%3Cscript%3E&amp;soort=a&amp;soort=b /en/proef?q=%3Cscript%3E" in answer.text
    assert "nl rivierland 1.234,5 €\xa01.250" in answer.text
    english = await visitor.get("/en/proef?q=x")
    assert "help /en/aanbod?q=x&amp;soort=a&amp;soort=b /en/proef?q=x" in english.text
    assert "en rivierland 1,234.5 €1,250" in english.text


async def test_htmx_gets_the_part_that_the_page_also_holds(visitor: httpx.AsyncClient) -> None:
    whole = (await visitor.get("/proef?q=x")).text
    part = await visitor.get("/proef?q=x", headers={"hx-request": "true", "hx-request-type": "partial"})
    assert part.text in whole
    assert "<h1>" not in part.text
    assert "HX-Request" in part.headers["vary"]
    full = await visitor.get("/proef?q=x", headers={"hx-request": "true", "hx-request-type": "full"})
    assert full.text == whole


def test_in_tests_an_unknown_name_is_an_error_and_for_visitors_it_is_nothing(house: House, templates: Path) -> None:
    (templates / "wrong.html").write_text("<p>{{ mistyped }}</p>")
    visit = make_visit(house, Asked())
    with pytest.raises(UndefinedError):
        Pages(StaticFiles(), strict=True, templates=templates).html(visit, "wrong.html", {})
    assert Pages(StaticFiles(), templates=templates).html(visit, "wrong.html", {}) == "<p></p>"


def test_a_translation_works_from_the_text_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Help"\nmsgstr "Hulp à la carte"\n'
    (folder / "messages.po").write_text(source, "utf-8")
    monkeypatch.setattr(language, "TRANSLATIONS", tmp_path)
    translations.cache_clear()
    try:
        assert translations("nl").gettext("Help") == "Hulp à la carte"
        assert translations("en").gettext("Help") == "Help"
    finally:
        translations.cache_clear()


def test_texts_with_values_are_escaped_and_a_percentage_is_written_double(house: House, templates: Path) -> None:
    (templates / "text.html").write_text(
        '{{ _("Found %(what)s", what=words) }} {{ _("100%% sure") }} '
        '{{ ngettext("%(num)s offer", "%(num)s offers", 2) }} {% trans n=words %}Of {{ n }}: 5%{% endtrans %}'
    )
    visit = make_visit(house, Asked(language="en"))
    shown = Pages(StaticFiles(), strict=True, templates=templates).html(visit, "text.html", {"words": "<b>"})
    assert shown == "Found &lt;b&gt; 100% sure 2 offers Of &lt;b&gt;: 5%"


def test_days_and_money_are_written_as_people_of_a_language_do() -> None:
    dutch, english = filters(LOCALES["nl"]), filters(LOCALES["en"])
    assert dutch["date"](date(2026, 11, 3)) == "3 november 2026"
    assert english["date"](date(2026, 11, 3)) == "3 November 2026"
    assert dutch["date"](datetime(2026, 11, 3, 23, 30, tzinfo=UTC)) == "4 november 2026"  # in the Netherlands
    assert dutch["day"](0, "medium") == "1 jan 1970"
    assert dutch["euro"](Decimal("12.50")) == "€\xa012,50"
    arabic = filters(LOCALES["ar"])
    assert arabic["date"](date(2026, 11, 3)) == "3 نوفمبر 2026"  # with the digits of Dutch letters
    assert (arabic["number"](1234.5), arabic["euro"](1250)) == ("1,234.5", "1,250\xa0€")


def test_a_text_that_is_not_translated_is_shown_in_dutch(house: House) -> None:
    visit = make_visit(house, Asked(language="en"))
    assert visit.text({"nl": "hulp"}) == "hulp"
    assert (visit.text({}), visit.text(None)) == ("", "")
    assert visit.ngettext("%(num)s day", "%(num)s days", 3) == "3 days"


@pytest.mark.parametrize(
    ("language", "texts", "shown"),
    [
        ("en", {"nl": "Wij <helpen>", "en": "We help"}, "We help"),
        ("en", {"nl": "Wij <helpen>"}, '<span lang="nl">Wij &lt;helpen&gt;</span>'),
        ("nl", {"nl": "Wij <helpen>"}, "Wij &lt;helpen&gt;"),
        ("ar", {"nl": "Wij <helpen>", "en": "We help"}, '<span lang="nl" dir="ltr">Wij &lt;helpen&gt;</span>'),
        ("ar", {"nl": "Bel", "ar": "اتصل 0800-2000"}, "اتصل \u20660800-2000\u2069"),
        ("en", {}, ""),
        ("en", None, ""),
    ],
)
def test_words_in_another_language_than_the_page_say_so(
    language: str, texts: dict[str, str] | None, shown: str
) -> None:
    environment = _environment(FileSystemLoader([]), language, strict=True)
    assert environment.from_string("{{ said(texts) }}").render(texts=texts) == shown

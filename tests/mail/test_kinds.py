"""Every kind of mail, in every language, whatever somebody is called."""

from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from jinja2 import meta
from playwright.async_api import Page

from portal.mail.kinds import KINDS
from portal.mail.letter import Content
from portal.mail.rendering import TEMPLATES, environment_in, render
from portal.web.language import DEFAULT, LANGUAGES, RIGHT_TO_LEFT
from tests.servers.chromium import NARROW, Browsing
from tests.servers.page_checks import axe_violations
from tests.servers.page_layout import wrong

PARTS = (".subject.txt", ".txt", ".html")
HOSTILE = 'Jan <b onclick="x">\r\nBcc: all@oost.example &amp; <img src="//elders.example/x.png">'
OFFER = {
    "name": HOSTILE, "place": HOSTILE, "towns": "", "status": "open", "places": 2, "intake": 3, "treatment": None,
    "days_ago": 12, "until": None, "wait_until": date(2026, 12, 4), "address": "https://oost.example/klopt-nog/abc",
}  # fmt: skip
PROVIDER = {
    "name": HOSTILE, "many": 2, "address": "https://oost.example/aanbieder/a",
    "rhythm": "https://oost.example/aanbieder/a/herinneringen",
    "offers": [OFFER, OFFER | {"status": "", "days_ago": None, "wait_until": None, "place": ""}],
}  # fmt: skip
SAMPLES: dict[str, Any] = {
    "address": "https://oost.example/uitnodiging/abc",
    "day": date(2026, 11, 20),
    "many": 2,
    "providers": [PROVIDER],
    "works_until": date(2026, 12, 4),
    "due": date(2026, 11, 20),
    "days": 14,
    "origin": "https://oost.example",
    "things": [("contact", 3), ("other", 1)],
    "unsubscribe": "",
    "until": date(2026, 12, 4),
    "waits": [{"name": HOSTILE, "stated": 2, "median": 9, "low": 4, "high": 15, "number": 23}],
}
GETS_IT_ANYWAY = {"subject", *environment_in("nl").globals}

each_mail = pytest.mark.parametrize(("kind", "language"), [(kind, code) for kind in KINDS for code in LANGUAGES])


class Marks(HTMLParser):
    """The elements of a mail with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, list[str]] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")


def names_in(template: str) -> set[str]:
    environment = environment_in("nl")
    assert environment.loader is not None
    source = environment.loader.get_source(environment, template)[0]
    return meta.find_undeclared_variables(environment.parse(source)) - GETS_IT_ANYWAY


def made(kind: str, language: str, **values: Any) -> Content:
    templates = [f"mail/{kind}{part}" for part in PARTS] + ["mail/_layout.txt", "mail/_layout.html"]
    asked = {name for template in templates for name in names_in(template)}
    return render(kind, language, {**dict.fromkeys(asked, HOSTILE), **SAMPLES, **values})


def test_each_kind_has_its_three_templates_and_no_template_is_of_no_kind() -> None:
    there = {file.name for file in (TEMPLATES / "mail").iterdir() if not file.name.startswith("_")}
    assert there == {f"{kind}{part}" for kind in KINDS for part in PARTS}


@each_mail
def test_what_somebody_typed_is_text_and_nothing_is_fetched_from_elsewhere(kind: str, language: str) -> None:
    content = made(kind, language)
    assert not set(content.subject) & set("\r\n")
    assert "\nBcc:" not in content.text
    marks = Marks(content.html)
    assert not marks.tags & {"b", "img", "link", "script", "style", "iframe", "object", "video", "audio", "svg", "base"}
    assert not marks.attributes.keys() & {"src", "srcset", "background", "data", "onclick"}
    assert not any("url(" in style for style in marks.attributes["style"])
    assert all(address.startswith(SAMPLES["origin"]) for address in marks.attributes["href"])
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in content.html


@each_mail
def test_text_and_html_say_the_same_about_where_it_comes_from(kind: str, language: str) -> None:
    content = made(kind, language, name="Femke", region_name="Oost")
    for said in (content.text, content.html):
        assert "Femke" in said
        assert "https://oost.example" in said
        assert "Hulpkeuze Oost" in said


def test_a_name_of_several_lines_deep_in_a_list_is_no_paragraph_of_ours() -> None:
    template = environment_in("nl").from_string("{% for offer in offers %}{{ offer.name }}{% endfor %}")
    assert template.render(offers=[{"name": "De Es\r\n\u2028Uw code is verlopen"}]) == "De Es Uw code is verlopen"


def test_dutch_and_english_are_in_their_own_words() -> None:
    dutch, english = (made("test", language, name="") for language in ("nl", "en"))
    assert dutch.text.startswith("Goedendag,\n\nHulpkeuze kan mail versturen: u leest hem nu.\n\n")
    assert english.text.startswith("Hello,\n\nHulpkeuze can send mail: you are reading it.\n\n")
    assert "20 november 2026" in dutch.text
    assert "20 November 2026" in english.html


@each_mail
async def test_everyone_can_read_it_on_a_narrow_screen(browsing: Browsing, kind: str, language: str) -> None:
    page: Page = await browsing.page(javascript=True, width=NARROW)
    await page.set_content(made(kind, language, name="Femke", region_name="Oost").html)
    assert await axe_violations(page, contrast=language == DEFAULT) == []  # colours are the same in all languages
    assert await wrong(page, "outside", "cut", "small") == []

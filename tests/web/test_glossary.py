"""Which words of a text are explained on the spot, and how a page shows that."""

import pytest

from portal.model import GlossaryTerm
from portal.web.glossary import TermFinder, Terms
from tests.web.house import a_region


def a_term(key: str, name: str, *also: str, english: str = "", meaning: str = "Uitleg.") -> GlossaryTerm:
    names = {"nl": name} | ({"en": english} if english else {})
    return GlossaryTerm(region_id=1, key=key, names=names, also={"nl": list(also)}, meaning={"nl": meaning})


TERMS = {
    term.key: term
    for term in (
        a_term("toegang", "Toegang", english="Access team"),
        a_term("ggz", "Ggz", "jeugd-ggz"),
        a_term("basis-ggz", "Basis-ggz", "generalistische basis-ggz"),
        a_term("jim", "JIM", "informele mentor"),
        a_term("veilig-thuis", "Veilig Thuis"),
        a_term("jeno", "J&O"),
        a_term("leefgroep", "Leefgroep", "leefgroepen"),
    )
}


def found_in(text: str, language: str = "nl", **options: object) -> list[tuple[str, str]]:
    finder = TermFinder(TERMS, language)
    return [(text[hit.start : hit.end], hit.key) for hit in finder.find(text, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De toegang beslist. De Toegang helpt.", [("toegang", "toegang")]),  # the first place only
        ("Toegang", [("Toegang", "toegang")]),
        ("Een toegangsbewijs of ontoegankelijk.", []),  # whole words
        ("Generalistische basis-ggz helpt.", [("Generalistische basis-ggz", "basis-ggz")]),  # the longest
        ("Een ggz-aanbieder.", []),  # a hyphen joins
        ("Jeugd-ggz en ggz.", [("Jeugd-ggz", "ggz")]),
        ("JIM is een mentor.", [("JIM", "jim")]),
        ("Jim is een jongen, jim ook.", []),  # a first name
        ("Een Informele mentor.", [("Informele mentor", "jim")]),
        ("Bel Veilig Thuis.", [("Veilig Thuis", "veilig-thuis")]),
        ("Een kind is veilig thuis.", []),
        ("Bij J&O hoort dit.", [("J&O", "jeno")]),
        ("", []),
    ],
)
def test_a_term_is_found_as_people_write_it(text: str, found: list[tuple[str, str]]) -> None:
    assert found_in(text) == found


def test_no_more_than_three_in_a_section_and_none_that_is_known() -> None:
    text = "Toegang, ggz, basis-ggz, JIM en leefgroepen."
    assert [key for _, key in found_in(text)] == ["toegang", "ggz", "basis-ggz"]
    assert [key for _, key in found_in(text, known={"ggz"})] == ["toegang", "basis-ggz", "jim"]
    assert found_in(text, most=0) == []


def test_each_language_has_its_own_words() -> None:
    assert found_in("The access team and the toegang.", "en") == [("access team", "toegang")]
    assert found_in("The leefgroep.", "en") == [("leefgroep", "leefgroep")]  # never written in English


def test_nothing_is_found_where_nothing_is_explained() -> None:
    assert list(TermFinder({}, "nl").find("De toegang")) == []
    assert Terms(None, "nl").marked("De toegang & meer") == "De toegang &amp; meer"


def test_a_page_marks_a_term_once_and_explains_it_at_its_end() -> None:
    terms = Terms(a_region(glossary=TERMS), "nl")
    marked = terms.marked("<b>De toegang</b> beslist.")
    assert marked == (
        '&lt;b&gt;De <a class="term" href="#woord-toegang" aria-describedby="uitleg-toegang">toegang</a>'
        "&lt;/b&gt; beslist."
    )
    terms.section()
    assert "<a" not in terms.marked("De toegang")
    assert [term.key for term in terms.used] == ["toegang"]


def test_three_texts_of_one_section_have_three_marks_together() -> None:
    terms = Terms(a_region(glossary=TERMS), "nl")
    first, second = terms.marked("Toegang en ggz."), terms.marked("Basis-ggz, JIM en leefgroep.")
    assert (first.count("<a"), second.count("<a")) == (2, 1)
    terms.section()
    assert terms.marked("Basis-ggz, JIM en leefgroep.").count("<a") == 2


def test_a_page_does_not_explain_what_it_is_about() -> None:
    terms = Terms(a_region(glossary=TERMS), "nl")
    terms.about({"nl": "Leefgroep"})
    assert terms.marked("Een leefgroep is een huis.") == "Een leefgroep is een huis."

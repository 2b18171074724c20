"""How text becomes search words."""

import pytest

from search_index import OfferDocument, Vocabulary
from search_index.compounds import Compounds
from search_index.lexicon import FIELDS, Lexicon
from search_index.question import prepare
from search_index.terms import Terms
from search_index.words import code_word, fold, split

COMPOUNDS = Compounds(
    ("autisme", "spectrum", "stoornis", "jeugd", "hulp", "jeugdhulp", "aanbieder", "kind", "opvang", "gezin", "huis",
     "zorg", "boerderij", "scheiding", "school", "verzuim")
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gezinshuizen", "gezinshuis"), ("kinderen", "kind"), ("kindje", "kind"), ("pleeggezinnen", "pleeggezin"),
        ("scholen", "school"), ("brieven", "brief"), ("problemen", "probleem"), ("boze", "boos"), ("ouders", "ouder"),
        ("aanbieders", "aanbieder"), ("mogelijkheden", "mogelijkheid"), ("behandelingen", "behandeling"),
        ("vrouwtje", "vrouw"), ("psychologen", "psycholoog"), ("stoornissen", "stoornis"), ("weekenden", "weekend"),
        ("licht", "lichte"), ("therapieën", "therapie"), ("disorders", "disorder"),
    ],
)  # fmt: skip
def test_two_forms_of_a_word_are_one(one: str, other: str) -> None:
    assert fold(split(one)[0]) == fold(split(other)[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [("huis", "hui"), ("mens", "men"), ("zorg", "zor"), ("bed", "be"), ("pleegzorg", "pleeg"), ("gezin", "gezins1")],
)
def test_two_words_stay_two(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Ĳssel", ["ijssel"]),
        ("Coöperatie Sûdwâl", ["cooperatie", "sudwal"]),
        ("L.V.B.-hulp", ["lvb", "hulp"]),
        ("J&O en jeugd-ggz", ["jo", "en", "jeugd", "ggz"]),
        ("foto's van 's-Hertogenbosch", ["foto", "van", "hertogenbosch"]),
        ("24/7 (5e etage)", ["24", "7", "5e", "etage"]),
        ("🙂 — …", []),
        ("", []),
    ],
)
def test_text_is_cut_into_plain_words(typed: str, words: list[str]) -> None:
    assert split(typed) == words


def test_every_search_word_is_plain_ascii() -> None:
    for word in split("украї́нська العربية 中文 ελληνικά ½ ﬁets"):
        assert word.isascii()
        assert word.isalnum()
    assert code_word(" 45-A 12 ") == "45a12"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("autismespectrumstoornis", {"autism", "spectrum", "stoornis", "spectrumstoornis", "autismespectrum"}),
        ("jeugdhulpaanbieder", {"jeugd", "hulp", "aanbieder", "jeugdhulp", "hulpaanbieder"}),
        ("kinderopvang", {"opvang"}),
        ("gezinshuizen", {"gezin", "huis"}),
        ("zorgboerderijen", {"zorg", "boerderij"}),
        ("vechtscheiding", {"scheiding"}),
        ("schoolverzuim", {"schol", "verzuim"}),
        ("jeugd", set()),
        ("hulp", set()),
        ("x" * 500, set()),
    ],
)
def test_a_compound_is_cut_at_its_stems(word: str, parts: set[str]) -> None:
    assert set(COMPOUNDS.parts(word)) == parts


def test_synonyms_work_one_way() -> None:
    lexicon = Lexicon(Vocabulary("1", {"uit logeren": ("respijtzorg",)}))
    respite = OfferDocument("a", "r", True, "p", "P", "p", title=("Respijtzorg",))
    sleeping = OfferDocument("b", "r", True, "p", "P", "p", title=("Uit logeren",))
    words = [{word for field in lexicon.read(document) for word in field} for document in (respite, sleeping)]
    terms = Terms.counted(dict.fromkeys(words[0] | words[1], 1))
    lay, field_word = prepare("uit logeren", lexicon, terms).words, prepare("respijtzorg", lexicon, terms).words
    assert all(set(lay) <= found for found in words)
    assert [set(field_word) <= found for found in words] == [True, False]


def test_a_word_counts_where_it_is_most_telling() -> None:
    fields = Lexicon(Vocabulary()).read(
        OfferDocument("a", "r", True, "p", "P", "p", title=("Pleegzorg",), names=("Pleegzorg Noord",), text=("noord",))
    )
    assert dict(zip(FIELDS, fields, strict=True))["names"] == ("noord",)
    assert dict(zip(FIELDS, fields, strict=True))["text"] == ()


def test_phrases_of_one_text_are_no_neighbours() -> None:
    lexicon = Lexicon(Vocabulary("1", synonyms={"schoolhulp": ("hulp school",)}))
    together, apart = (
        lexicon.read(OfferDocument("a", "r", True, "p", "", "", lay_words=words))
        for words in (("hulp school",), ("boos;hulp;school",))
    )
    place = FIELDS.index("lay_words")
    assert "schoolhulp" in together[place]
    assert "schoolhulp" not in apart[place]
    assert set(apart[place]) == {"bos", "hulp", "schol"}


def test_of_twenty_words_that_nothing_has_no_more_are_looked_for() -> None:
    known = Terms({"autism": 3})
    asked = prepare(
        " ".join(f"onbekendwoord{letter}" for letter in "abcdefghijklmnopqrstuvwxy") + " autisme",
        Lexicon(Vocabulary()),
        known,
    )
    assert asked.missing
    assert not asked.words

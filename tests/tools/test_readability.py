"""Public Dutch is plain: short words in short sentences, measured."""

import pytest

from portal.exchange.region_files import REFERENCE, read_region
from tools.readability import LONGEST, PLAIN, Text, page_texts, region_texts, report, score, syllables

# Counted by hand.
SYLLABLES = {
    "kind": 1, "jeugdhulp": 2, "gemeente": 3, "huisarts": 2, "beslissen": 3, "eeuw": 1, "ooit": 1, "aaien": 2,
    "bijzonder": 3, "ideeën": 3, "financieel": 4, "psychiater": 4, "beoordeelt": 3, "video": 3, "pgb": 3,
}  # fmt: skip


@pytest.mark.parametrize(("word", "number"), SYLLABLES.items())
def test_syllables_are_counted_as_they_are_heard(word: str, number: int) -> None:
    assert syllables(word) == number


def test_the_score_is_the_formula_of_douma() -> None:
    """Two sentences of three words; seven syllables; the number is no word."""
    text = Text("here", "Bel de huisarts. Die helpt uw. 112!")
    assert [len(text.words), len(text.sentences)] == [6, 2]
    assert score([text]) == pytest.approx(206.84 - 0.77 * 100 * 7 / 6 - 0.93 * 3)
    assert score([]) > PLAIN


@pytest.mark.parametrize("folder", sorted(path.parent.name for path in REFERENCE.glob("*/region.toml")))
def test_what_families_read_of_a_region_is_plain(folder: str) -> None:
    texts = list(region_texts(read_region(REFERENCE / folder)))
    assert len(texts) > 50
    assert score(texts) >= PLAIN
    assert [part for text in texts for part in text.too_long] == []


def test_what_the_pages_themselves_say_is_plain() -> None:
    texts = list(page_texts())
    assert score(texts) >= PLAIN
    assert [part for text in texts for part in text.too_long] == []


def test_the_report_names_what_is_long_and_what_reads_worst() -> None:
    long = " ".join(["woord"] * (LONGEST + 1)) + "."
    hard = "Multidisciplinaire diagnostiek veronderstelt intersectorale verantwoordelijkheidstoedeling."
    lines = list(report("regio", [Text("a", long), Text("b", hard + " Dat is zo."), Text("c", "Bel ons.")]))
    assert any(line.startswith("  more than 20 words: a: woord") for line in lines)
    worst = lines[lines.index("  the 2 that read worst:") + 1]
    assert "b: Multidisciplinaire" in worst
    assert not any(line.endswith("c: Bel ons.") for line in lines)

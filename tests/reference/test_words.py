"""Lay words, synonyms and stems."""

import pytest

from portal.exchange.region_files import RegionFiles

# As people type it → what it has to lead to
LEADS_TO = [
    ("uit logeren", "respijtzorg"),
    ("boos kind", "opvoedhulp"),
    ("autisme", "hulp-bij-autisme"),
    ("niet naar school", "hulp-bij-schoolverzuim"),
    ("eetprobleem", "hulp-bij-eetproblemen"),
    ("scheiding", "hulp-bij-scheiding"),
    ("verslaving", "verslavingshulp"),
    ("dysleksie", "dyslexie-onderzoek"),
    ("pleechzorg", "pleegzorg"),
    ("emdr", "traumabehandeling"),
    ("adhd", "hulp-bij-adhd"),
    ("huilbaby", "hulp-jonge-kind"),
    ("bijna 18", "hulp-bij-zelfstandig-worden"),
    ("gesloten jeugdzorg", "jeugdzorgplus"),
    ("bij opa en oma wonen", "pleegzorg-netwerk"),
    ("kind laten testen", "diagnostiek"),
    ("foster care", "pleegzorg"),
    ("panic attacks", "psychologische-hulp-gemiddeld"),
    ("ritalin", "medicatiecontrole"),
]


@pytest.mark.parametrize(("phrase", "subject"), LEADS_TO)
def test_what_people_type_leads_to_help(ijsselland: RegionFiles, phrase: str, subject: str) -> None:
    assert subject in {row.subject for row in ijsselland.lay_words if row.phrase == phrase}


def test_there_are_words_enough(ijsselland: RegionFiles) -> None:
    assert len({row.phrase for row in ijsselland.lay_words if row.language == "nl"}) >= 250
    assert len({row.phrase for row in ijsselland.lay_words if row.language == "en"}) >= 100
    assert len(ijsselland.stems) >= 250
    assert len(ijsselland.synonyms) >= 100


def test_every_kind_and_form_has_words_in_both_languages(ijsselland: RegionFiles) -> None:
    for kind, items in (("help_kind", ijsselland.help_kinds), ("form", ijsselland.forms)):
        for item in items:
            languages = {
                row.language for row in ijsselland.lay_words if (row.subject_type, row.subject) == (kind, item.key)
            }
            if item.key not in ("pleegzorg-kortdurend", "pleegzorg-langdurig"):
                assert languages == {"nl", "en"}, item.key


@pytest.mark.parametrize("short", ["lvb", "ggz", "adhd", "add", "ass", "emdr", "pgb", "kjp", "fact", "ptss", "gi"])
def test_abbreviations_find_their_words(ijsselland: RegionFiles, short: str) -> None:
    assert [row.also for row in ijsselland.synonyms if row.word == short]


def test_words_are_written_as_they_are_searched(ijsselland: RegionFiles) -> None:
    for wording in ijsselland.wordings:
        assert wording.word == wording.word.lower().strip()
        assert wording.target == wording.target.lower().strip()

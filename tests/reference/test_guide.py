"""Ways in, rights, field terms and special ways: complete, with their state, and public only."""

import pytest

from portal.exchange.region_files import RegionFiles
from portal.model.guide import Reader

# What a family reads of each product, kind and form beside the five things that every region has to say.
MORE = {"week", "where", "what_not", "before", "after"}

# pathway, state, kind, and how its source begins
PATHWAYS = [
    ("crisis", "in_use", "contract", "001 3.3"),
    ("jeugdzorgplus", "in_use", "law", "001 3.2.6"),
    ("driemilieuvoorziening", "in_use", "contract", "001 3.2.6"),
    ("ret", "in_use", "contract", "000 2.7"),
    ("giz", "pilot", "advice", "000 2.4"),
    ("toekomstplan", "in_use", "contract", "001 4.3.2"),
    ("perspectiefplan", "unknown", "contract", "003 bijlage 6"),
    ("verlengde-jeugdhulp", "in_use", "law", "Jeugdwet 1.1"),
    ("essentiele-functies", "proposal", "contract", "004"),
    ("mobiele-brigade", "proposal", "contract", "004"),
]
BOTH = {"nl", "en"}


def test_products_kinds_and_forms_tell_how_it_is_and_what_comes_before_and_after(ijsselland: RegionFiles) -> None:
    for item in (*ijsselland.products, *ijsselland.help_kinds, *ijsselland.forms):
        assert set(item.texts) >= MORE, item.key
        assert all(set(item.texts[field]) >= BOTH for field in MORE), item.key


def test_every_form_says_what_ends_at_eighteen(ijsselland: RegionFiles) -> None:
    for form in ijsselland.forms:
        assert set(form.texts.get("after_18", {})) >= BOTH, form.key


def test_there_are_ways_in_for_parents_and_for_young_people(ijsselland: RegionFiles) -> None:
    readers = [situation.audience for situation in ijsselland.situations]
    assert readers.count(Reader.PARENT) >= 10
    assert readers.count(Reader.YOUNG) >= 5
    for situation in ijsselland.situations:
        assert set(situation.names) >= BOTH
        assert set(situation.about) >= BOTH


def test_a_way_in_leads_to_help_unless_it_is_about_danger(ijsselland: RegionFiles, second_region: RegionFiles) -> None:
    """What is not safe is not searched for: its page says whom to call."""
    for region in (ijsselland, second_region):
        for situation in region.situations:
            filters = situation.help_kinds + situation.forms + situation.target_groups + situation.categories
            assert bool(filters) != (situation.icon == "safe"), situation.key


@pytest.mark.parametrize("topic", ["choice", "own_plan", "support", "voice", "consent", "money"])
def test_every_topic_of_rights_has_some_with_source_and_what_kind_of_rule(ijsselland: RegionFiles, topic: str) -> None:
    rights = [right for right in ijsselland.rights if right.topic == topic]
    assert rights
    for right in rights:
        assert all(set(right.texts[field]) >= BOTH for field in ("what", "how", "where")), right.key
        # What no source states as a rule is advice of ours.
        assert (right.basis == "ours") == (right.kind == "advice"), right.key


def test_a_term_is_explained_in_both_languages(ijsselland: RegionFiles, second_region: RegionFiles) -> None:
    assert len(ijsselland.glossary) >= 50
    for term in (*ijsselland.glossary, *second_region.glossary):
        assert set(term.names) >= BOTH
        assert all(term.meaning[language].endswith(".") for language in BOTH), term.key


def test_special_ways_have_the_state_that_their_source_gives(ijsselland: RegionFiles) -> None:
    found = [(way.key, way.state, way.kind) for way in ijsselland.pathways]
    assert found == [row[:3] for row in PATHWAYS]
    for way, row in zip(ijsselland.pathways, PATHWAYS, strict=True):
        assert way.source.startswith(row[3]), way.key
        assert set(way.area) >= BOTH, way.key


def test_what_belongs_to_another_region_is_no_way_to_go_here(ijsselland: RegionFiles) -> None:
    assert not [way.key for way in ijsselland.pathways if "niet IJsselland" in way.area["nl"] and way.state == "in_use"]


def test_giz_has_five_questions_for_professionals(ijsselland: RegionFiles) -> None:
    giz = next(way for way in ijsselland.pathways if way.key == "giz")
    questions = [giz.texts[f"question_{number}"] for number in range(1, 6)]
    assert all(set(question) >= BOTH for question in questions)
    assert "question_6" not in giz.texts


def test_the_second_region_claims_no_special_way(second_region: RegionFiles) -> None:
    assert second_region.pathways == ()


def test_jeugdstem_and_the_kindertelefoon_can_be_called_everywhere(
    ijsselland: RegionFiles, second_region: RegionFiles
) -> None:
    for region in (ijsselland, second_region):
        contacts = {contact.key: contact for contact in region.region.contacts}
        assert (contacts["jeugdstem"].number, contacts["jeugdstem"].audience) == ("088-5551000", "both")
        assert (contacts["kindertelefoon"].number, contacts["kindertelefoon"].audience) == ("0800-0432", "young")
        assert all(set(contact.about) >= BOTH for contact in contacts.values())

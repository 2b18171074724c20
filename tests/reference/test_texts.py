"""What families read: complete, in two languages, and in short Dutch sentences."""

import re

import pytest

from portal.exchange.region_files import RegionFiles

FIELDS = {"what", "for_whom", "how", "how_long", "who_decides"}
LONGEST = 20  # words


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?:])\s+", text) if part]


@pytest.fixture(params=["ijsselland", "second_region"])
def region(request: pytest.FixtureRequest) -> RegionFiles:
    files = request.getfixturevalue(request.param)
    assert isinstance(files, RegionFiles)
    return files


def test_every_product_kind_and_form_says_all_five_things_in_both_languages(region: RegionFiles) -> None:
    for item in (*region.products, *region.help_kinds, *region.forms):
        assert set(item.texts) >= FIELDS, item.key
        for field in FIELDS:
            assert set(item.texts[field]) >= {"nl", "en"}, (item.key, field)


def test_every_name_is_there_in_both_languages(region: RegionFiles) -> None:
    lists = (region.categories, region.products, region.help_kinds, region.forms, region.target_groups)
    more = (region.sectors, region.tariff_groups, region.functions, region.budgets, region.indicators, region.norms)
    guide = (region.situations, region.rights, region.glossary, region.pathways)
    for item in (item for items in (*lists, *more, *guide) for item in items):
        assert set(item.names) >= {"nl", "en"}, item.key


def test_dutch_sentences_are_short(region: RegionFiles) -> None:
    texts = [row.texts["nl"] for row in region.texts]
    texts += [text["nl"] for row in region.routes for text in (row.steps, row.bring, row.terms) if text]
    texts += [row.about["nl"] for row in region.situations] + [row.meaning["nl"] for row in region.glossary]
    texts += [contact.about["nl"] for contact in region.region.contacts]
    texts += [text["nl"] for text in region.region.texts.values()]
    texts += list(region.region.crisis.steps["nl"])
    too_long = {part for text in texts for part in sentences(text) if len(part.split()) > LONGEST}
    assert not too_long


def test_dutch_texts_end_as_sentences_and_keep_out_jargon(region: RegionFiles) -> None:
    jargon = re.compile(
        r"\b(doorlooptijd|indicatie|systemisch|triage|inzet|traject|intake|cliënten?|jeugdhulpaanbieders?|problematiek"
        r"|verwijzers?|casus|interventies?|regie|multidisciplinair|ambulante?|perspectiefbiedende?|middels|m\.b\.t\.)\b",
        re.IGNORECASE,
    )
    for row in region.texts:
        text = row.texts["nl"]
        assert text.endswith("."), (row.key, row.field, text)
        allowed = row.subject in ("tariff_group", "budget") or row.key in ("individueel-tg2",)
        assert allowed or not jargon.search(text), (row.key, row.field, text)


def test_english_is_not_left_in_dutch(region: RegionFiles) -> None:
    dutch = re.compile(r"\b(het|een|voor|kinderen|uw|niet|wordt|onbekend)\b")
    for row in region.texts:
        assert not dutch.search(row.texts["en"]), (row.key, row.field, row.texts["en"])


def test_the_crisis_route_and_the_national_numbers_are_always_there(region: RegionFiles) -> None:
    crisis = region.region.crisis
    assert {number.number for number in crisis.numbers} >= {"112", "0800-2000", "113", "0800-0113"}
    assert "112" in crisis.steps["nl"][0]
    assert len(crisis.steps["nl"]) == len(crisis.steps["en"])


def test_dark_colours_can_be_read_on_light_ones(region: RegionFiles) -> None:
    """WCAG contrast of at least 4.5 on white, on the soft colours and on the ground."""
    look = region.region.look
    light = ["#ffffff", *(value for name, value in look.items() if name.endswith(("-soft", "-surface")))]
    for name in ("--region-primary", "--region-primary-strong", "--region-accent", "--region-ink"):
        assert all(contrast(look[name], ground) >= 4.5 for ground in light), name


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

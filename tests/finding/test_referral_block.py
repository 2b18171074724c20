"""The text that a huisarts copies: table by table what stands in it."""

from dataclasses import dataclass

import pytest

from portal.finding.referral_block import referral_block, referral_text
from portal.model.columns import Texts
from portal.model.routing import Subject
from portal.model.visibility import ShownPlace
from portal.regions import RegionData
from portal.web.language import DEFAULT, translations

TREATMENT = Subject((), ("gezinsbehandeling",), ("individueel-tg3",), ("ambulante-jeugdhulp",))
LIGHT = Subject((), ("psychologische-hulp-licht",), (), ("ambulante-jeugdhulp",))
SPECIALIST = Subject((), ("psychologische-hulp-gespecialiseerd",), (), ("ambulante-jeugdhulp",))
LIVING = Subject(("gezinshuis",), (), ("wonen-verblijf-gezinshuis",), ("wonen-verblijf",))
CLOSED = Subject(("jeugdzorgplus",), (), ("jeugdzorgplus",), ("wonen-verblijf",))
DYSLEXIA = Subject((), ("dyslexie-onderzoek",), ("dyslexie-diagnose",), ("dyslexiezorg",))
WHAT = {"nl": "Hulp", "en": "Help"}


@dataclass
class Speaker:
    language: str

    def text(self, texts: Texts) -> str:
        return texts.get(self.language) or texts.get(DEFAULT, "")

    def gettext(self, message: str, **values: object) -> str:
        text = translations(self.language).gettext(message)
        return text % values if values else text


DUTCH, ENGLISH = Speaker("nl"), Speaker("en")


def lines(text: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in text.splitlines())


HERSTEL_2 = "Keuzebudget herstel 2 (ongeveer € 1.500)"
HERSTEL_4 = "Keuzebudget herstel 4 (ongeveer € 4.500)"


@pytest.mark.parametrize(
    ("subject", "route", "budget"),
    [
        (TREATMENT, "mag rechtstreeks verwijzen", f"{HERSTEL_2} of {HERSTEL_4}"),
        (LIGHT, "mag rechtstreeks verwijzen", HERSTEL_2),
        (SPECIALIST, "mag rechtstreeks verwijzen", HERSTEL_4),
        (LIVING, "aanvragen bij de toegang van de gemeente", None),
        (CLOSED, "geen verwijzing mogelijk; overleg met de toegang van de gemeente", None),
        (DYSLEXIA, "onbekend; vraag de toegang van de gemeente", None),
    ],
)
def test_the_route_and_the_advised_budget_are_those_of_the_rule(
    ijsselland: RegionData, subject: Subject, route: str, budget: str | None
) -> None:
    said = lines(referral_text(referral_block(ijsselland, subject, WHAT), DUTCH))
    assert said["Route"] == route
    assert said.get("Keuzebudget (advies)") == budget
    assert ("hoogstens herstel 4" in said.get("Let op", "")) == (budget is not None)
    assert ("akkoord zijn met een tweede" in said.get("Let op", "")) == (budget is not None)


@pytest.mark.parametrize(
    ("place", "location"),
    [
        (ShownPlace("Wilgenpad 12", "8102 AB", "Raalte"), "Wilgenpad 12, 8102 AB Raalte"),
        (ShownPlace(place="Heino"), "Heino"),
        (ShownPlace(), "op aanvraag"),
        (None, "op aanvraag"),
    ],
)
def test_a_location_is_as_fine_as_it_may_be(ijsselland: RegionData, place: ShownPlace | None, location: str) -> None:
    block = referral_block(ijsselland, TREATMENT, WHAT, provider="De Wilgenhof", place=place)
    assert lines(referral_text(block, DUTCH))["Locatie"] == location


@pytest.mark.parametrize(("agb", "said"), [("98021234", "98021234"), (None, "onbekend"), ("", "onbekend")])
def test_an_agb_code_that_is_not_known_is_said_to_be_so(ijsselland: RegionData, agb: str | None, said: str) -> None:
    block = referral_block(ijsselland, TREATMENT, WHAT, provider="De Wilgenhof", agb=agb)
    assert lines(referral_text(block, DUTCH))["AGB-code"] == said


def test_without_a_provider_there_is_room_to_fill_one_in(ijsselland: RegionData) -> None:
    said = lines(referral_text(referral_block(ijsselland, TREATMENT, WHAT), DUTCH))
    assert [said[name] for name in ("Aanbieder", "AGB-code", "Locatie")] == ["…", "…", "…"]


def test_in_english_it_is_english(ijsselland: RegionData) -> None:
    said = lines(referral_text(referral_block(ijsselland, LIGHT, WHAT, provider="De Wilgenhof"), ENGLISH))
    assert said["Help"] == "Help"
    assert said["Route"] == "may refer directly"
    assert said["Budget (advice)"] == "Choice budget recovery 2 (about €1,500)"


def test_a_jeugdarts_gets_no_budget_that_no_rule_names(ijsselland: RegionData) -> None:
    said = lines(referral_text(referral_block(ijsselland, TREATMENT, WHAT, referrer="jeugdarts"), DUTCH))
    assert said["Route"] == "mag rechtstreeks verwijzen"
    assert "Keuzebudget (advies)" not in said

"""Network, family form, group: what is asked, and what is held of it."""

import pytest

from portal.finding.things import things
from portal.model import LivesWith
from portal.referral.placing import asked_about, asks_reason, considered, lives_with, wrong_order
from portal.regions import RegionData

NETWORK, FAMILY, GROUP = LivesWith


@pytest.mark.parametrize(
    ("what", "home"),
    [
        ("pleegzorg-netwerk", NETWORK),
        ("pleegzorg", FAMILY),
        ("gezinshuis", FAMILY),
        ("zorgboerderij", FAMILY),
        ("leefgroep", GROUP),
        ("begeleid-wonen", GROUP),
        ("behandelbed", GROUP),
        ("moeder-kind", None),
        ("respijtzorg", None),
        # Products: what all the forms have in common that are given as it.
        ("wonen-verblijf-zelfstandig", GROUP),
        ("wonen-verblijf-licht", None),
        ("wonen-verblijf-gezinshuis", None),
        ("individueel-tg3", None),
    ],
)
def test_what_a_form_is_is_read_off_the_region(ijsselland: RegionData, what: str, home: LivesWith | None) -> None:
    assert lives_with(things(ijsselland)[what], ijsselland) == home


@pytest.mark.parametrize(
    ("home", "ticked", "asked", "held"),
    [
        (NETWORK, [], [], ["network"]),
        (FAMILY, ["network"], ["network"], ["network", "family_form"]),
        (FAMILY, ["network", "group"], ["network"], ["network", "family_form"]),  # a group was not needed
        (GROUP, ["family_form", "network"], ["network", "family_form"], ["network", "family_form", "group"]),
        (GROUP, [], ["network", "family_form"], ["group"]),
        (None, ["group", "network"], ["network", "family_form", "group"], ["network", "group"]),
        (None, ["iets"], ["network", "family_form", "group"], []),
    ],
)
def test_what_is_asked_for_itself_is_not_asked(
    home: LivesWith | None, ticked: list[str], asked: list[str], held: list[str]
) -> None:
    assert list(asked_about(home)) == asked
    assert list(considered(ticked, home)) == held
    assert asks_reason(ticked, home) is ("group" in held)


@pytest.mark.parametrize(
    ("looked", "reason", "wrong"),
    [
        ((), "", {"considered"}),
        (("family_form",), "", {"considered"}),
        (("network",), "", set()),
        (("network", "family_form"), "", set()),
        (("network", "group"), "", {"considered", "group_reason"}),
        (("network", "group"), "safety", {"considered"}),
        (("network", "family_form", "group"), "", {"group_reason"}),
        (("network", "family_form", "group"), "zomaar", {"group_reason"}),
        (("network", "family_form", "group"), "safety", set()),
    ],
)
def test_a_group_comes_last_and_with_a_reason(looked: tuple[str, ...], reason: str, wrong: set[str]) -> None:
    assert set(wrong_order(looked, reason)) == wrong

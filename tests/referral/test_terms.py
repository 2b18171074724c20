"""Until when a provider answers, over weekends and holidays, and whether it must accept."""

from datetime import UTC, date, datetime

import pytest

from portal.model import Form, Offer, Product, Terms
from portal.model.product import FormGroup, Unit
from portal.referral.duty import Enrolled, has_duty
from portal.referral.grounds import ARRANGED, END_REASONS, FORBIDDEN, GROUND_OF, GROUNDS, NO_ANSWERS, REASONS, Answer
from portal.referral.late import Late, plan
from portal.referral.part import term_of_part
from portal.referral.terms import Term, due, last_day, last_day_to_begin, term_of, told_from
from tests.referral.records import a_referral
from tests.web.house import a_region

TERMS = Terms()
TODAY = date(2026, 11, 26)


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("begun", "last", "because"),
    [
        ("2026-11-23", "2026-11-30", "a week, from Monday to Monday"),
        ("2026-11-27", "2026-12-04", "a Friday: the weekend does not count"),
        ("2026-11-28", "2026-12-04", "a Saturday: counted from Monday"),
        ("2026-12-21", "2026-12-29", "both days of Christmas, of which the second is a Saturday"),
        ("2026-12-24", "2027-01-04", "Christmas and New Year's Day"),
        ("2027-03-25", "2027-04-05", "Good Friday and Easter Monday"),
        ("2027-04-22", "2027-04-30", "Koningsdag, a Tuesday"),
        ("2027-05-03", "2027-05-11", "Ascension Day, a Thursday"),
    ],
)
def test_screening_counts_working_days(begun: str, last: str, because: str) -> None:
    for term in (Term.SCREENING, Term.RESPITE, Term.STAY):
        assert last_day(term, d(begun), TERMS) == d(last), because


@pytest.mark.parametrize(
    ("begun", "last"),
    [("2026-11-26", "2027-02-25"), ("2026-11-28", "2027-03-01"), ("2026-09-25", "2026-12-28")],
)
def test_finding_a_place_counts_three_months_and_ends_on_a_working_day(begun: str, last: str) -> None:
    assert last_day(Term.MATCHING, d(begun), TERMS) == d(last)


def test_what_nobody_began_is_due_all_the_same() -> None:
    sent = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)  # in the Netherlands it is Friday already
    assert last_day_to_begin(sent, TERMS) == d("2026-12-04")
    assert due(None, sent, TERMS) == d("2026-12-04")
    assert due(d("2027-02-25"), sent, TERMS) == d("2027-02-25")


REGION = a_region(
    forms={
        key: Form(region_id=1, key=key, names={"nl": key}, group=group, products=products)
        for key, group, products in (
            ("gezinshuis", FormGroup.LIVING, ["w-licht"]),
            ("respijt", FormGroup.RESPITE, ["w-licht", "w-respijt"]),
            ("bed", FormGroup.STAY, ["bed"]),
        )
    },
    products={
        key: Product(region_id=1, key=key, names={"nl": key}, category="c", unit=Unit.DAY, **about)
        for key, about in (
            ("w-licht", {"intensity_scale": "wonen-verblijf"}),
            ("w-respijt", {"intensity_scale": "wonen-verblijf"}),
            ("w-los", {"intensity_scale": "wonen-verblijf"}),
            ("bed", {}),
            ("tg3", {"tariff_group": "tg3"}),
            ("dag", {"intensity_scale": "dagverblijf"}),
            ("dyslexie", {}),
        )
    },
)


@pytest.mark.parametrize(
    ("kind", "subject", "term"),
    [
        ("help_kind", "opvoedhulp", Term.SCREENING),
        ("form", "gezinshuis", Term.MATCHING),
        ("form", "respijt", Term.RESPITE),
        ("form", "bed", Term.STAY),
        ("form", "gone", Term.SCREENING),
        ("product", "w-licht", Term.MATCHING),
        ("product", "w-respijt", Term.RESPITE),
        ("product", "w-los", Term.MATCHING),
        ("product", "bed", Term.STAY),
        ("product", "tg3", Term.SCREENING),
    ],
)
def test_the_term_follows_from_what_was_asked(kind: str, subject: str, term: Term) -> None:
    assert term_of(kind, subject, REGION) is term


@pytest.mark.parametrize(
    ("offer", "term"),
    [
        ({"help_kind": "opvoedhulp"}, Term.SCREENING),
        ({"form": "gezinshuis"}, Term.MATCHING),
        ({"form": "respijt"}, Term.RESPITE),
        ({"form": "bed"}, Term.STAY),
        (None, Term.MATCHING),
    ],
)
def test_the_term_of_a_part_follows_what_that_part_is(offer: dict[str, str] | None, term: Term) -> None:
    asked = a_referral(subject_type="product", subject="w-licht")
    part = Offer(key="deel", region_id=1, provider_id=1, **offer) if offer is not None else None
    assert term_of_part(part, asked, REGION) is term


@pytest.mark.parametrize(
    ("lines", "duty"),
    [
        ([], None),
        ([Enrolled("tg3")], True),
        ([Enrolled("w-licht")], True),
        ([Enrolled("dag")], None),
        ([Enrolled("dyslexie")], None),
        ([Enrolled("nobody-knows-it")], None),
        ([Enrolled("dyslexie"), Enrolled("tg3")], True),
        ([Enrolled("tg3", known=False)], None),
        ([Enrolled("tg3", ends=(TODAY, None))], True),
        ([Enrolled("tg3", ends=(d("2026-11-25"), None))], None),
        ([Enrolled("tg3", ends=(None, d("2026-11-25")))], None),
        ([Enrolled("tg3", starts=(d("2026-11-27"), None))], None),
    ],
)
def test_who_is_enrolled_on_an_intensity_or_tariff_group_must_accept(lines: list[Enrolled], duty: bool | None) -> None:
    assert has_duty(lines, REGION, TODAY) is duty


def test_no_ground_and_no_reason_is_what_the_contract_forbids() -> None:
    assert set(NO_ANSWERS) == set(Answer) - {Answer.ACCEPT}
    assert set(GROUND_OF.values()) == set(GROUNDS)
    said = " ".join([*NO_ANSWERS.values(), *GROUNDS.values(), *REASONS.values()]).casefold().split()
    assert not set(said) & {word for one in FORBIDDEN for word in one.split()} - {"or", "view", "of"}
    assert len(ARRANGED) == 5
    assert set(END_REASONS) == {"31", "32", "33", "34", "35", "02", "20", "36", "37"}


def late(due_on: str, reminded: str = "") -> Late:
    return Late(7, 1, 3, d(due_on), told_from(d(reminded), TERMS) if reminded else None)


@pytest.mark.parametrize(
    ("one", "today", "reminds", "tells"),
    [
        (late("2026-11-26"), "2026-11-26", False, False),
        (late("2026-11-26"), "2026-11-27", True, False),
        (late("2026-11-26"), "2026-12-20", True, False),
        (late("2026-11-26", "2026-11-27"), "2026-12-03", False, False),
        (late("2026-11-26", "2026-11-27"), "2026-12-04", False, True),
        (late("2026-12-18", "2026-12-21"), "2026-12-28", False, False),
        (late("2026-12-18", "2026-12-21"), "2026-12-29", False, True),
    ],
)
def test_first_who_screens_is_told_and_after_as_many_working_days_the_others(
    one: Late, today: str, reminds: bool, tells: bool
) -> None:
    remind, tell = plan([one], d(today))
    assert (remind == {(1, 3): [7]}, tell == {(1, 3): [7]}) == (reminds, tells)


def test_a_reminder_of_yesterday_is_no_reason_to_tell_others_today() -> None:
    assert told_from(d("2026-11-27"), TERMS) == d("2026-12-04")

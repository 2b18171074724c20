"""Who may refer to what, by the most telling rule that is in use."""

import pytest

from portal.model import Route
from portal.model.routing import RouteBook, Subject


def rule(referrer: str, subject_type: str, subject: str, answer: str, state: str = "in_use") -> Route:
    return Route(
        region_id=1,
        key=f"{referrer}-{subject}-{state}".replace("_", "-"),
        referrer=referrer,
        subject_type=subject_type,
        subject=subject,
        answer=answer,
        basis="contract",
        state=state,
    )


ROUTES = (
    rule("huisarts", "category", "ambulant", "direct"),
    rule("huisarts", "category", "wonen-verblijf", "request"),
    rule("huisarts", "help_kind", "medicatie", "none"),
    rule("huisarts", "product", "tg7", "together"),
    rule("gi", "category", "ambulant", "direct", state="pilot"),
    rule("toegang", "category", "ambulant", "direct"),
    rule("toegang", "form", "pleegzorg", "direct"),
)


@pytest.mark.parametrize(
    ("subject", "referrers"),
    [
        (Subject(categories=("ambulant",)), ("huisarts", "toegang")),
        (Subject(categories=("wonen-verblijf",)), ()),
        (Subject(help_kinds=("medicatie",), categories=("ambulant",)), ("toegang",)),
        (Subject(products=("tg7",), categories=("ambulant",)), ("toegang",)),
        (Subject(forms=("netwerkpleegzorg", "pleegzorg"), categories=("wonen-verblijf",)), ("toegang",)),
        (Subject(categories=("dyslexie",)), ()),
    ],
)
def test_who_may_refer_directly(subject: Subject, referrers: tuple[str, ...]) -> None:
    assert RouteBook(ROUTES).direct_referrers(subject) == referrers


@pytest.mark.parametrize(
    ("subject", "answer"),
    [
        (Subject(categories=("ambulant",)), "direct"),
        (Subject(products=("tg7",), categories=("ambulant",)), "together"),
        (Subject(help_kinds=("medicatie",)), "none"),
        (Subject(categories=("dyslexie",)), "unknown"),  # the source leaves it open
    ],
)
def test_what_a_huisarts_may_do(subject: Subject, answer: str) -> None:
    assert RouteBook(ROUTES).answer_for("huisarts", subject) == answer


def test_what_is_not_in_use_is_no_way_to_go() -> None:
    assert RouteBook(ROUTES).rule_for("gi", Subject(categories=("ambulant",))) is None

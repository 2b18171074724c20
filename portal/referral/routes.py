"""What the region's rules say to one who wants to refer: alone, by a request, together, or not. Pure.

The answers themselves are the region's (portal/model/routing.py); what stands here is what the source says beside them:
frame, a second budget, which budgets, and what has to exist first. Where it says nothing, the answer is unknown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from portal.finding.things import Thing, is_listed_category, things
from portal.model import Audience, Frame, Referral, Role, Route
from portal.model.routing import Subject
from portal.regions import RegionData

# As the region's rules name them.
REFERRER_OF = {
    Role.HUISARTS: "huisarts",
    Role.JEUGDARTS: "jeugdarts",
    Role.SPECIALIST: "medisch-specialist",
    Role.GI: "gi",
    Role.TOEGANG: "toegang",
}
GI, TOEGANG = REFERRER_OF[Role.GI], REFERRER_OF[Role.TOEGANG]
SCARCE = "essentiele-functies"  # the special way by which nobody comes in without an explanatory analysis


class Answer(StrEnum):
    """The most careful first: help that can be given in several ways is asked for by the most careful of them."""

    CRISIS = "crisis"  # no notice: it is reported
    NONE = "none"
    UNKNOWN = "unknown"
    REQUEST = "request"
    TOGETHER = "together"
    DIRECT = "direct"


CAREFUL = tuple(Answer)


@dataclass(frozen=True)
class Asked:
    """By whom, for what. `ways`: the subjects that it can be given as."""

    referrer: str
    ways: tuple[Subject, ...]
    frame: Frame = Frame.VOLUNTARY
    runs_already: bool = False
    budget: str = ""  # key; empty: the provider decides


@dataclass(frozen=True)
class Decision:
    """`reasons` and `needs`: codes of portal/referral/reasons.py. `needs` has to be there before the help begins."""

    answer: Answer
    reasons: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    budgets: tuple[str, ...] = ()  # that this referrer chooses from
    limit: str = ""  # the highest, where the provider decides
    rule: str = ""
    living: bool = False
    closed: bool = False  # closed care: a notice goes to the toegang, and never to a provider

    @property
    def may_send(self) -> bool:
        answered = self.answer in (Answer.DIRECT, Answer.TOGETHER, Answer.REQUEST)
        return answered and (not self.closed or self.asks_toegang)

    @property
    def asks_toegang(self) -> bool:
        """The toegang decides before it goes to a provider."""
        return self.answer is Answer.REQUEST or "allocation" in self.needs


def ways_of(thing: Thing) -> tuple[Subject, ...]:
    return tuple(subject for subject, _ in thing.ways)


def thing_of(subject_type: str, subject: str, region: RegionData) -> Thing | None:
    """What a notice is about; a category is too wide for one."""
    found = things(region).get(subject)
    return found if found is not None and found.type == subject_type and subject_type != "category" else None


def decide(asked: Asked, region: RegionData) -> Decision:
    return min((_decide(asked, way, region) for way in asked.ways), key=lambda one: CAREFUL.index(one.answer))


def _decide(asked: Asked, way: Subject, region: RegionData) -> Decision:
    living = is_living(way, region)
    rule = region.route_book.held_for(asked.referrer, way)
    key = rule.key if rule else ""
    if is_crisis(way, region):  # 001 4.2.3: no allocation is asked for beforehand
        return Decision(Answer.CRISIS, ("crisis",), rule=key)
    answer, closed = Answer(region.route_book.answer_for(asked.referrer, way)), is_restricted(way, region)
    reasons = [f"rule_{answer}"]
    if answer in (Answer.NONE, Answer.UNKNOWN):
        told = _closed(asked, answer) if closed else ()
        return Decision(answer, (*reasons, *told), rule=key, living=living, closed=closed)
    budgets: tuple[str, ...] = ()
    limit = ""
    if living:
        answer, more = _elsewhere(asked, answer)
        reasons = [*more] if answer is Answer.NONE else [*reasons, *more]
    else:
        answer, more, budgets, limit = _budgeted(asked, answer, way, rule, region)
        reasons += more
    if closed and asked.referrer == TOEGANG:  # what its rule says of a notice says nothing: it makes none
        reasons = [code for code in reasons if not code.startswith("rule_")]
    if closed:
        reasons += _closed(asked, answer)
    needs = _needs(asked, way, region, living=living) if answer is not Answer.NONE else ()
    return Decision(answer, tuple(dict.fromkeys(reasons)), needs, budgets, limit, key, living, closed)


def _elsewhere(asked: Asked, answer: Answer) -> tuple[Answer, tuple[str, ...]]:
    """001 4.2.2 punt 1: in the forced frame the GI refers, in the voluntary one the toegang; whoever else asks the
    toegang. Punt 3: an allocation lasts at most a year."""
    if asked.frame is Frame.FORCED and asked.referrer != GI:
        return Answer.NONE, ("forced_living_by_gi",)
    if asked.frame is Frame.VOLUNTARY and asked.referrer == GI:
        return Answer.REQUEST, ("voluntary_living_by_toegang", "at_most_a_year")
    return answer, ("at_most_a_year",)


def _closed(asked: Asked, answer: Answer) -> tuple[str, ...]:
    """001 3.2.6: with an authorisation of the court. 4.2.2: on a decision of the GI with an allocation by the toegang,
    so that a GI asks for that; what follows is arranged between GI and provider, for no place is shown here."""
    if asked.referrer == TOEGANG:
        return "closed_by_court", "closed_gi_refers", "closed_no_gi"
    return ("closed_by_court",) if answer is Answer.NONE else ("closed_by_court", "closed_outside")


def _budgeted(
    asked: Asked, answer: Answer, way: Subject, rule: Route | None, region: RegionData
) -> tuple[Answer, tuple[str, ...], tuple[str, ...], str]:
    """001 4.2.1 punt 2 and 3: which budgets are whose, and 5.4 under 4: none beside a running one without the
    toegang."""
    advised = tuple(key for key in rule.budgets if key in region.budgets) if rule else ()
    allowed = tuple(dict.fromkeys((*advised, *_of_category(asked.referrer, way, region))))
    reasons: list[str] = []
    limit = ""
    if asked.referrer == GI:
        reasons.append("always_by_offer")
    elif asked.referrer != TOEGANG and allowed:
        limit = max(allowed, key=lambda key: region.budgets[key].amount or Decimal(0))
        reasons.append("budget_advised" if asked.budget else "provider_decides_budget")
    elif asked.referrer != TOEGANG:
        reasons.append("budget_unknown")
    if asked.budget and asked.budget not in allowed:
        answer, reasons = Answer.REQUEST, [*reasons, "other_budget"]
    if asked.runs_already and asked.referrer == TOEGANG:
        reasons.append("second_budget_own")
    elif asked.runs_already:
        answer, reasons = Answer.REQUEST, [*reasons, "second_budget"]
    if asked.frame is Frame.FORCED and asked.referrer != GI:
        reasons.append("forced_not_told")
    # What is advised for exactly this help stands first.
    return answer, tuple(reasons), allowed, limit


def _of_category(referrer: str, way: Subject, region: RegionData) -> Iterable[str]:
    rule = region.route_book.rule_for(referrer, Subject(categories=way.categories))
    return [key for key in rule.budgets if key in region.budgets] if rule else ()


def _needs(asked: Asked, way: Subject, region: RegionData, *, living: bool) -> tuple[str, ...]:
    needs = []
    if asked.referrer == GI:
        needs.append("gi_decision")  # 001 4.2.2 punt 1; bepaling jeugdhulp
    elif asked.referrer != TOEGANG:
        needs.append("letter")  # 001 4.2.1 punt 4: the provider looks at it first
    if living and asked.referrer == GI:
        needs.append("allocation")  # 001 4.2.2: together with an allocation by the toegang
    if living and asked.referrer == TOEGANG:
        needs.append("help_at_home_weighed")  # 001 4.2.2 punt 2
    if living and asked.frame is Frame.FORCED:
        needs.append("court_placement")  # 001 4.2.2 punt 1
    if is_restricted(way, region):
        needs.append("court_closed")  # 001 3.2.6
    special = [key for key in (*way.forms, *way.help_kinds, *way.products) if key in region.pathways]
    scarce = region.pathways.get(SCARCE)
    if scarce is not None and scarce.state == "in_use" and special:
        needs.append("explanatory_analysis")  # 004: no place without it; only where that is in use
    return tuple(needs)


def has_budget(referral: Referral, region: RegionData) -> bool:
    """001 4.2.2: what is allocated of living elsewhere is an intensity and a period, no keuzebudget."""
    thing = thing_of(referral.subject_type, referral.subject, region)
    return thing is None or not any(is_living(way, region) for way in ways_of(thing))


def is_crisis(way: Subject, region: RegionData) -> bool:
    """Explained to everybody, listed for nobody: that is how a region's files mark it."""
    return bool(way.categories) and not any(is_listed_category(key, region) for key in way.categories)


def is_restricted(way: Subject, region: RegionData) -> bool:
    """Help that is not listed and no crisis: closed care."""
    held = [region.forms.get(key) for key in way.forms] + [region.products.get(key) for key in way.products]
    return any(item is not None and item.audience is not Audience.PUBLIC for item in held)


def is_closed_care(thing: Thing, region: RegionData) -> bool:
    return any(is_restricted(way, region) and not is_crisis(way, region) for way in ways_of(thing))


def is_living(way: Subject, region: RegionData) -> bool:
    """Somewhere else than at home: a form of living or stay, or a product that one is given as."""
    lived_in = {key for form in region.forms.values() for key in form.products}
    return bool(way.forms) or any(key in lived_in for key in way.products)

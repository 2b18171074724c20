"""Free help for the same question, which comes before specialist help."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.finding.free_help import there_today
from portal.finding.question import Question, with_kinds_of
from portal.finding.suggesting import Suggester, suggester_of
from portal.model import Facility, FacilityKind, Municipality
from portal.model.ages import some_age_fits

MOST = 3
_ORDER = {kind: place for place, kind in enumerate(FacilityKind)}  # the toegang first


@dataclass(frozen=True)
class Need:
    """What of a question matters to free help."""

    municipalities: frozenset[str] = frozenset()  # CBS codes; none = not said
    kinds: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    target_groups: frozenset[str] = frozenset()
    ages: tuple[int, int] | None = None  # first and last of those that the child may have


@dataclass(frozen=True)
class Lighter:
    facilities: tuple[Facility, ...]
    town: Municipality | None  # where the child lives


def lighter_than(question: Question) -> Lighter:
    """What to look at before specialist help for this question."""
    region = question.region
    need = need_of(question, suggester_of(region))
    return Lighter(lighter_help(there_today(region), need), region.municipalities.get(question.home or ""))


def need_of(question: Question, suggester: Suggester) -> Need:
    """Ticks, and what the words are about."""
    ticked = {name: set(question.ticked.get(name, ())) for name in ("soort", "vorm", "doelgroep", "product")}
    for subject in suggester.suggest(question.words) if question.words else ():
        ticked[subject.name].add(subject.item.key)
    home = question.municipalities or ((question.home,) if question.home else ())
    return Need(
        municipalities=frozenset(home),
        kinds=frozenset(ticked["soort"]),
        forms=frozenset(with_kinds_of(tuple(ticked["vorm"]), question.region)),
        target_groups=frozenset(ticked["doelgroep"]),
        ages=None if question.age is None else (question.age, question.age_until or question.age),
    )


def lighter_help(facilities: Iterable[Facility], need: Need, most: int = MOST) -> tuple[Facility, ...]:
    """What is for just this comes before what is for any question."""
    fitting = [one for one in facilities if _is_near(one, need) and _fits_age(one, need.ages) and _serves(one, need)]
    return tuple(sorted(fitting, key=lambda one: (_is_for_anything(one), _ORDER[one.kind], one.key))[:most])


def _is_near(facility: Facility, need: Need) -> bool:
    """As long as nobody said where the child lives, only what is there for the whole region."""
    return not facility.municipalities or not need.municipalities.isdisjoint(facility.municipalities)


def _fits_age(facility: Facility, ages: tuple[int, int] | None) -> bool:
    return ages is None or some_age_fits(*ages, facility.age_from, facility.age_to)


def _is_for_anything(facility: Facility) -> bool:
    return not (facility.help_kinds or facility.forms or facility.target_groups)


def _serves(facility: Facility, need: Need) -> bool:
    return (
        _is_for_anything(facility)
        or not need.kinds.isdisjoint(facility.help_kinds)
        or not need.forms.isdisjoint(facility.forms)
        or not need.target_groups.isdisjoint(facility.target_groups)
    )

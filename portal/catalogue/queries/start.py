"""The start page: ways in, and what is suggested while someone types."""

from dataclasses import dataclass

from portal.finding.danger import Danger, danger_in
from portal.finding.question import Question
from portal.finding.suggesting import Subject, suggester_of
from portal.finding.ways_in import WayIn, ways_in
from portal.model import Situation
from portal.model.columns import Texts
from portal.model.guide import Reader
from portal.model.product import ReferenceItem
from portal.regions import RegionData

COMMON = 6


@dataclass(frozen=True)
class Suggestion:
    name: str  # of the list that it is a value of, as in the address
    names: Texts
    query: str  # of the search that it leads to


@dataclass(frozen=True)
class Suggestions:
    """Nothing typed: common questions. What is danger has its numbers first."""

    typed: bool = False
    danger: Danger | None = None
    found: tuple[Suggestion, ...] = ()


@dataclass(frozen=True)
class StartPage:
    ways: tuple[WayIn, ...]
    suggestions: Suggestions


def start_page(region: RegionData) -> StartPage:
    return StartPage(ways_in(region, Reader.PARENT), suggestions(Question(region)))


def suggestions(question: Question) -> Suggestions:
    """Each keeps the rest of what was filled in, such as the municipality."""
    region, words = question.region, question.words
    subjects = suggester_of(region).suggest(words) if words else common(region)
    rest = question.without("q")
    return Suggestions(
        typed=bool(words),
        danger=danger_in(words) if words else None,
        found=tuple(
            Suggestion(one.name, one.item.names, rest.ticking(one.name, one.item.key).query) for one in subjects
        ),
    )


def common(region: RegionData) -> tuple[Subject, ...]:
    """What is most telling of each life situation: what is the matter, else where to stay, else what helps."""
    found: dict[str, Subject] = {}
    for situation in region.situations.values():
        subject = _most_telling(situation, region) if situation.audience == Reader.PARENT else None
        if subject is not None:
            found.setdefault(subject.item.key, subject)
    return tuple(found.values())[:COMMON]


def _most_telling(situation: Situation, region: RegionData) -> Subject | None:
    lists: tuple[tuple[str, list[str], dict[str, ReferenceItem]], ...] = (
        ("doelgroep", situation.target_groups, {**region.target_groups}),
        ("vorm", situation.forms, {**region.forms}),
        ("soort", situation.help_kinds, {**region.help_kinds}),
    )
    return next((Subject(name, items[key]) for name, keys, items in lists for key in keys if key in items), None)

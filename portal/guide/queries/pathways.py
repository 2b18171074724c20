"""Special ways beside the ordinary ones. Only what is in use is a way to go; the others are told about."""

from dataclasses import dataclass
from datetime import date

from portal.finding.citing import Cited, cited
from portal.model import Pathway
from portal.model.columns import Texts
from portal.regions import RegionData, once_a_state

TEXT_FIELDS = ("what", "for_whom", "how", "how_long", "who_decides", "bring", "what_not")
COMPARED = ("giz", "ret", "crisis")  # people take one for the other: 000 2.7 puts them side by side


@dataclass(frozen=True)
class Way:
    pathway: Pathway
    texts: tuple[tuple[str, Texts], ...]
    questions: tuple[Texts, ...]  # a checklist for professionals
    sources: tuple[Cited, ...]

    @property
    def in_use(self) -> bool:
        return self.pathway.state == "in_use"

    @property
    def since(self) -> date | None:
        try:
            return date.fromisoformat(self.pathway.valid_from)
        except ValueError:  # not stated
            return None


@dataclass(frozen=True)
class Ways:
    to_go: tuple[Way, ...]
    others: tuple[Way, ...]  # a trial, a proposal, ended or not known: no way, or not yet
    compared: tuple[Way, ...]
    rows: tuple[tuple[str, tuple[Texts, ...]], ...]  # of the comparison: a field, and the text of each

    @property
    def checklists(self) -> tuple[Way, ...]:
        return tuple(way for way in (*self.to_go, *self.others) if way.questions)


@once_a_state
def ways(region: RegionData) -> Ways:
    all_of_them = [way_of(pathway, region) for pathway in region.pathways.values()]
    compared = tuple(way for key in COMPARED for way in all_of_them if way.pathway.key == key)
    if len(compared) < 2:
        compared = ()
    rows = ((name, tuple(way.pathway.texts.get(name, {}) for way in compared)) for name in TEXT_FIELDS)
    return Ways(
        tuple(way for way in all_of_them if way.in_use),
        tuple(way for way in all_of_them if not way.in_use),
        compared,
        tuple((name, texts) for name, texts in rows if any(texts)),
    )


def way_of(pathway: Pathway, region: RegionData) -> Way:
    texts = pathway.texts
    return Way(
        pathway,
        tuple((name, texts[name]) for name in TEXT_FIELDS if texts.get(name)),
        tuple(texts[name] for name in sorted(texts, key=_number_of) if name.startswith("question_")),
        cited(pathway.source, region),
    )


def _number_of(name: str) -> int:
    number = name.removeprefix("question_")
    return int(number) if number.isdecimal() else 0

"""Up to three providers beside each other for one question. Pure: what was read comes in, what is shown goes out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.catalogue.queries import ContractState, ProviderFound
from portal.catalogue.queries.shown import Staff
from portal.finding.best import best_offer
from portal.finding.choice import MOST
from portal.finding.facets import language_names
from portal.finding.figures import FigureShown, figures_shown
from portal.finding.judging import judged_offers
from portal.finding.offers import Fit, ShownOffer
from portal.finding.question import Question
from portal.measured.shown import MeasuredShown
from portal.model import Provider
from portal.model.columns import Texts
from portal.regions import Regions


@dataclass(frozen=True)
class Column:
    """One provider with the offer that answers the question best."""

    provider: Provider
    offer: ShownOffer | None  # None where nothing is known of what it offers
    others: int  # further offers that fit the question
    staff: tuple[Staff, ...]
    languages: tuple[Texts, ...]
    figures: tuple[FigureShown, ...]  # at most four
    without: tuple[str, ...]  # the choice without this one
    measured: MeasuredShown | None = None  # of that offer


@dataclass(frozen=True)
class Row:
    """One criterion. The page names it and fills its cells."""

    key: str
    same: bool  # all columns say the same


@dataclass(frozen=True)
class Left:
    """Asked for, and not shown: with its name where it has one."""

    name: str
    why: str  # unknown, ended, or many: more than can stand beside each other


@dataclass(frozen=True)
class Comparison:
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    hidden: int = 0  # rows that are the same everywhere, where only differences are asked for
    left: tuple[Left, ...] = ()

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(column.provider.slug for column in self.columns)

    @property
    def is_one(self) -> bool:
        return len(self.columns) == 1


def _fit_said(fit: Fit) -> object:
    """How far, how soon and who may refer are rows of their own."""
    return fit.help, fit.age, fit.municipality


# What is looked at to tell whether a row says the same in each column. In the order in which people ask.
CRITERIA: tuple[tuple[str, Callable[[Column], object]], ...] = (
    ("help", lambda c: c.offer and (c.offer.subject, c.offer.title, c.offer.intensities)),
    ("fit", lambda c: c.offer and (_fit_said(c.offer.fit), c.offer.age_from, c.offer.age_to, c.offer.only_for)),
    ("soon", lambda c: c.offer and (c.offer.availability, c.measured)),
    ("place", lambda c: c.offer and (c.offer.place, c.offer.kilometres, c.offer.comes_home, c.offer.comes_to)),
    ("way", lambda c: (c.provider.approach, c.offer and (c.offer.settings, c.offer.methods))),
    ("for_whom", lambda c: c.offer and c.offer.target_groups),
    ("people", lambda c: (c.staff, c.offer and c.offer.tariff_groups)),
    ("languages", lambda c: c.languages),
    ("quality", lambda c: c.provider.quality),
    ("results", lambda c: c.figures),
    ("experiences", lambda c: None),  # nobody's are known yet
    ("group", lambda c: c.offer and c.offer.group_size),
    ("referral", lambda c: c.offer and c.offer.huisarts),
)


def compare(
    choice: Sequence[str],
    found: dict[str, ProviderFound],
    question: Question,
    regions: Regions,
    *,
    only_differences: bool,
) -> Comparison:
    fitting: dict[str, ProviderFound] = {}
    left = []
    for asked in choice:
        provider = found.get(asked)
        if provider is None:
            left.append(Left(asked, "unknown"))
        elif provider.contract.state == ContractState.ENDED:
            left.append(Left(provider.provider.name, "ended"))
        elif provider.provider.slug in fitting:  # asked for by its former name as well
            continue
        elif len(fitting) == MOST:
            left.append(Left(provider.provider.name, "many"))
        else:
            fitting[provider.provider.slug] = provider
    columns = tuple(_column(each, tuple(fitting), question, regions) for each in fitting.values())
    rows = tuple(Row(key, _same(says, columns)) for key, says in CRITERIA) if columns else ()
    kept = tuple(row for row in rows if not row.same) if only_differences and len(columns) > 1 else rows
    return Comparison(columns, kept, len(rows) - len(kept), tuple(left))


def _same(says: Callable[[Column], object], columns: Sequence[Column]) -> bool:
    return len(columns) > 1 and all(says(column) == says(columns[0]) for column in columns[1:])


def _column(found: ProviderFound, slugs: Sequence[str], question: Question, regions: Regions) -> Column:
    provider = found.provider
    offers = judged_offers(found.records, question, regions)
    best = best_offer(offers, question)
    fitting = sum(each.fits for each in offers)
    return Column(
        provider=provider,
        offer=best.shown if best else None,
        others=fitting - (best is not None and best.fits),
        staff=found.staff,
        languages=tuple(language_names(code) for code in provider.languages),
        figures=figures_shown(found.measurements, question.region).first,
        without=tuple(slug for slug in slugs if slug != provider.slug),
        measured=found.measured_of(best.offer, question.region) if best else None,
    )

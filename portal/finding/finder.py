"""A question asked and answered for a page: at most two calls of the engine."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from litestar.datastructures import State

from portal import clock
from portal.finding.card import Card, card_of
from portal.finding.danger import Danger, danger_in
from portal.finding.engines import Engines
from portal.finding.facets import ASKED, Chosen, FacetList, chosen, facet_lists
from portal.finding.looser import Looser, looser_by_counts, one_looser_question
from portal.finding.question import Dropped, Question, Reason, Sort
from portal.model import Municipality
from search_index import Match, SearchResults


@dataclass(frozen=True)
class Answer:
    question: Question  # with what was dropped while answering
    cards: tuple[Card, ...] = ()
    providers: int = 0
    offers: int = 0
    facets: tuple[FacetList, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    sorts: tuple[Sort, ...] = ()  # the orders that make sense for this question
    pages: int = 1
    previous_page: str | None = None  # the query of its address
    next_page: str | None = None
    looser: tuple[Looser, ...] = ()
    danger: Danger | None = None
    toegang: Municipality | None = None  # where the child lives, if that was said
    words_were_loosened: bool = False
    is_limited: bool = False
    dropped: tuple[Dropped, ...] = field(default=())


def finder_of(state: State) -> "Finder":
    return Finder(state.engines)


class Finder:
    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    async def find(self, question: Question) -> Answer:
        """Raises EngineAway only if no engine can answer."""
        found = await self._ask(question)
        looser: tuple[Looser, ...] = ()
        if not found.hits and found.providers and question.page > 1:
            question = _at_last_page(question, found.providers)
            found = await self._ask(question)
        elif not found.hits:
            looser = await self._looser(question, found)
        return _answer(question, found, looser)

    async def first_cards(self, questions: Sequence[Question], most: int) -> list[tuple[Card, ...]]:
        """The first results of questions without words, for a block on another page: one call for all of them. Raises
        EngineAway only if no engine can answer."""
        today = clock.day_number(clock.today())
        found = await self._engines.first_hits([question.search_query(today, (), most) for question in questions])
        return [
            tuple(card_of(hit, question, today) for hit in hits)
            for question, hits in zip(questions, found, strict=True)
        ]

    async def _ask(self, question: Question) -> SearchResults:
        today = clock.day_number(clock.today())
        return await self._engines.ask(question.search_query(today, ASKED, question.region.terms.page_size))

    async def _looser(self, question: Question, found: SearchResults) -> tuple[Looser, ...]:
        """The counts of this answer say what another value of a list would bring; one more question
        says what it brings to leave something out."""
        nearest = looser_by_counts(question, found.facets)
        attempt = one_looser_question(question)
        if attempt is None:
            return nearest
        asked, names = attempt
        today = clock.day_number(clock.today())
        tried = await self._engines.ask(asked.search_query(today, (), 1))
        if not tried.offers:
            return nearest
        return (Looser(asked.query, tried.offers, without=names), *nearest)


def _at_last_page(question: Question, providers: int) -> Question:
    last = ceil(providers / question.region.terms.page_size)
    beyond = Dropped("pagina", str(question.page), Reason.NO_PAGE, 1, last)
    return question.at_page(last).telling([beyond])


def _answer(question: Question, found: SearchResults, looser: tuple[Looser, ...]) -> Answer:
    today = clock.day_number(clock.today())
    pages = max(1, ceil(found.providers / question.region.terms.page_size))
    towns = question.region.municipalities
    return Answer(
        question=question,
        cards=tuple(card_of(hit, question, today) for hit in found.hits),
        providers=found.providers,
        offers=found.offers,
        facets=facet_lists(question, found.facets),
        chosen=chosen(question),
        sorts=_sorts(question),
        pages=pages,
        previous_page=question.at_page(question.page - 1).query if question.page > 1 else None,
        next_page=question.at_page(question.page + 1).query if question.page < pages else None,
        looser=looser,
        danger=danger_in(question.words) if question.words else None,
        toegang=towns.get(question.home) if question.home else None,
        words_were_loosened=found.match == Match.LOOSER,
        is_limited=found.limited,
        dropped=question.dropped,
    )


def _sorts(question: Question) -> tuple[Sort, ...]:
    possible = {Sort.RELEVANCE: bool(question.words), Sort.DISTANCE: question.centre is not None}
    return tuple(sort for sort in Sort if possible.get(sort, True))

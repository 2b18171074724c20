"""Asks the server: one call for most questions, a second one for the looser match."""

from collections.abc import Sequence

from search_index.engine.answers import hits_of, is_empty, results_of, stamp_of
from search_index.engine.asking import Asked, Body, main_queries, page_query, stamp_query
from search_index.engine.connection import Connection
from search_index.engine.remembered import Memory, Remembered
from search_index.query import SearchQuery
from search_index.question import Question, prepare
from search_index.results import Hit, Match, SearchResults


class Asker:
    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self._memory = memory

    async def ask(self, uid: str, query: SearchQuery) -> SearchResults:
        if not query.words.strip():
            everything = await self._connection.multi_search(main_queries(uid, query, Asked()))
            return results_of(query, everything, Match.ALL, {})
        known = await self._memory.of(uid)
        question = prepare(query.words, known.lexicon, known.terms)
        answers, stamp = await self._all_words(uid, query, question)
        if stamp != known.about.stamp:  # other words since: read the question once more
            known = await self._memory.renewed(uid)
            before, question = question, prepare(query.words, known.lexicon, known.terms)
            if question != before:
                answers, _ = await self._all_words(uid, query, question)
        return await self._or_looser(uid, query, question, known, answers)

    async def first_hits(self, asked: Sequence[tuple[str, SearchQuery]]) -> tuple[tuple[Hit, ...], ...]:
        answers = await self._connection.multi_search([page_query(uid, query, Asked()) for uid, query in asked])
        return tuple(hits_of(query, answer, {}) for (_, query), answer in zip(asked, answers, strict=True))

    async def _all_words(self, uid: str, query: SearchQuery, question: Question) -> tuple[list[Body], str]:
        asked = Asked(question.words, question.beginning)
        hopeless = question.asked and not question.words
        queries = [] if hopeless else main_queries(uid, query, asked)
        *answers, about = await self._connection.multi_search([*queries, stamp_query(uid)])
        return answers, stamp_of(about)

    async def _or_looser(
        self, uid: str, query: SearchQuery, question: Question, known: Remembered, answers: list[Body]
    ) -> SearchResults:
        if not answers:
            return SearchResults(facets={facet: {} for facet in query.facets}, repaired=question.repaired)
        if not is_empty(query, answers):
            match = Match.LOOSER if question.missing else Match.ALL
            return results_of(query, answers, match, question.repaired)
        fewer = [main_queries(uid, query, Asked(words)) for words in question.looser(known.terms)]
        if fewer:
            size = len(fewer[0])
            looser = await self._connection.multi_search([body for bodies in fewer for body in bodies])
            for begin in range(0, len(looser), size):
                if not is_empty(query, looser[begin : begin + size]):
                    return results_of(query, looser[begin : begin + size], Match.LOOSER, question.repaired)
        return results_of(query, answers, Match.ALL, question.repaired)

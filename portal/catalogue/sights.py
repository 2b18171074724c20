"""What a page of the catalogue shows of providers, noted to be counted: whom, as what, and for which closed choice."""

from collections.abc import Iterable
from typing import Any

from litestar import Request

from portal import clock
from portal.finding.question import Question
from portal.model import SeenAs
from portal.web.sights import Sight
from portal.web.visit import asked_of

# Of these one choice tells most of what was asked, in this order. No other name of a question is ever counted.
COUNTED_BY = ("soort", "vorm", "doelgroep", "product")


def note(request: Request[Any, Any, Any], question: Question, what: SeenAs, slugs: Iterable[str]) -> None:
    shown = tuple(slugs)
    if shown:
        sight = Sight(question.region.id, clock.today(), what, main_choice(question), shown)
        asked_of(request.scope).sight = sight


def main_choice(question: Question) -> str:
    """The first that stands alone: of two kinds that were ticked neither is the question."""
    for name in COUNTED_BY:
        ticked = question.ticked.get(name, ())
        if len(ticked) == 1:
            return f"{name}:{ticked[0]}"
    return ""

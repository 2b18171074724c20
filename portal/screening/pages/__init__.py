"""The pages of screening, for who works at a provider."""

from litestar import Router
from litestar.di import Provide

from portal.finding.finder import finder_of
from portal.screening.pages.application import answered, clock_started, ended, one_application, started
from portal.screening.pages.inbox import inbox_page
from portal.screening.pages.questions import question_answered, questions_page

routes = Router(
    path="/",
    route_handlers=[
        answered,
        clock_started,
        ended,
        inbox_page,
        one_application,
        question_answered,
        questions_page,
        started,
    ],
    dependencies={"finder": Provide(finder_of, sync_to_thread=False)},
)

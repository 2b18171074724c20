"""Who tried too often is told how long to wait."""

from litestar import Response

from portal.access.patience import TooSoon
from portal.web.visit import Visit


def with_wait(answer: Response[str], problem: TooSoon) -> Response[str]:
    answer.headers["retry-after"] = str(_seconds(problem))
    return answer


def _seconds(problem: TooSoon) -> int:
    return int(problem.wait.total_seconds()) + 1


def waiting_sentence(visit: Visit, problem: TooSoon) -> str:
    seconds = _seconds(problem)
    if seconds < 60:
        return visit.ngettext(
            "Too many tries. Try again in %(num)s second.", "Too many tries. Try again in %(num)s seconds.", seconds
        )
    return visit.ngettext(
        "Too many tries. Try again in %(num)s minute.", "Too many tries. Try again in %(num)s minutes.",
        -(-seconds // 60),
    )  # fmt: skip

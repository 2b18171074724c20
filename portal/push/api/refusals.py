"""What can be wrong with what software asks, each with a code that it can act on."""

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Request, Response

from portal.access.patience import TooSoon
from portal.push.keys import NoKey
from portal.web.language import N_, translations
from portal.web.software import language_of, problem_json

MOST_TOLD = 100  # errors in one answer

NO_KEY = N_("Send a key that holds, as Authorization: Bearer hk_…")

Told = tuple[str, str, Mapping[str, object]]  # JSON pointer, message id, what fills it


class Refusal(Exception):
    """`errors` point into what was sent; `more` stands beside them in the answer."""

    status = 400
    code = "onleesbaar"
    detail = N_("This is not JSON as it should be.")

    def __init__(self, detail: str = "", errors: Sequence[Told] = (), more: Mapping[str, object] | None = None) -> None:
        self.message = detail or self.detail
        self.errors = errors
        self.more = more or {}
        super().__init__(self.message)


class WrongHeader(Refusal):
    code = "kopregel"
    detail = N_("A header of this request cannot be read. In If-Match we expect one ETag.")


class WrongQuestion(Refusal):
    code = "vraag"
    detail = N_("This address asks something that we do not know. It takes na=, and aantal= from 1 to 500.")


class NotForThisKey(Refusal):
    status = 403
    code = "mag-niet"
    detail = N_("This key was not made for this. Ask whoever made it for one that may do more.")


class NoSuchOffer(Refusal):
    status = 404
    code = "aanbod-onbekend"
    detail = N_("There is no such offer of yours.")


class SentAtOnce(Refusal):
    status = 409
    code = "bezig"
    detail = N_("The same request is being handled now. Send it again in a moment.")


class MovedOn(Refusal):
    status = 412
    code = "versie-verouderd"
    detail = N_("Somebody said something else since. Nothing was changed; look at what stands now.")


class NotJson(Refusal):
    status = 415
    code = "geen-json"
    detail = N_("Send application/json in UTF-8, not compressed.")


class NotRight(Refusal):
    status = 422
    code = "inhoud"
    detail = N_("Something in it is not right. Nothing was changed.")


class OtherBody(Refusal):
    status = 422
    code = "sleutel-hergebruikt"
    detail = N_("This Idempotency-Key was used for another request. Use a new one for each.")


def tell_refusal(request: Request[Any, Any, Any], problem: Refusal) -> Response[bytes]:
    language = language_of(request)
    gettext = translations(language).gettext
    more = dict(problem.more)
    if problem.errors:
        more["errors"] = [
            {"pointer": pointer, "detail": gettext(message) % filled if filled else gettext(message)}
            for pointer, message, filled in problem.errors[:MOST_TOLD]
        ]
    return problem_json(problem.status, language, gettext(problem.message), code=problem.code, more=more)


def tell_no_key(request: Request[Any, Any, Any], _problem: NoKey) -> Response[bytes]:
    """The same for every key that does not hold."""
    language = language_of(request)
    detail = translations(language).gettext(NO_KEY)
    return problem_json(401, language, detail, code="sleutel", headers={"www-authenticate": 'Bearer realm="Hulpkeuze"'})


def tell_too_soon(request: Request[Any, Any, Any], problem: TooSoon) -> Response[bytes]:
    seconds = str(int(problem.wait.total_seconds()) + 1)
    return problem_json(429, language_of(request), code="te-vaak", headers={"retry-after": seconds})

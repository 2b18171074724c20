"""What software sends: who it is, and a body that is as it should be or is told where it is not."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from litestar import Request, Response
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from portal.model import Scope
from portal.push import keys
from portal.push.api.refusals import MOST_TOLD, NotForThisKey, NotJson, NotRight, Refusal, Told, WrongHeader
from portal.web.form import NOT_USABLE, SENTENCES
from portal.web.house import House
from portal.web.language import N_

Asking = Request[Any, Any, Any]
Body = TypeVar("Body", bound=BaseModel)

LONGEST_POINTER = 200  # characters: names of fields are theirs

_BEARER = re.compile(r"bearer +(\S+) *", re.IGNORECASE)
_ETAG = re.compile(r'(?:W/)?"([0-9]{1,9})"')  # weak ones too: a proxy that compresses makes them so

WHOLE_NUMBER = N_("This must be a whole number, without quotes around it and without a decimal point.")
STRICT = {
    **SENTENCES,
    "int_type": WHOLE_NUMBER,
    "int_from_float": WHOLE_NUMBER,
    "string_type": N_("This must be text."),
    "date_type": N_("This must be a date as text, as in 2026-11-30."),
    "date_parsing": N_("This must be a date as text, as in 2026-11-30."),
    "date_from_datetime_parsing": N_("This must be a date as text, as in 2026-11-30."),
    "extra_forbidden": N_("There is no field of this name."),
    "model_type": N_("This must be an object."),
    "list_type": N_("This must be a list."),
    "too_short": N_("Send at least %(min_length)s."),
    "too_long": N_("Send at most %(max_length)s at a time."),
}


async def key_of(request: Asking, scope: Scope) -> keys.Held:
    """Raises NoKey, TooSoon or NotForThisKey."""
    house: House = request.app.state.house
    said = _BEARER.fullmatch(request.headers.get("authorization", ""))
    address = request.client.host if request.client else ""
    held = await keys.recognise(house, said[1] if said else "", address)
    if scope not in held.scopes:
        raise NotForThisKey
    return held


async def body_of(request: Asking) -> bytes:
    """Raises NotJson."""
    kind, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    charset = parameters.replace('"', "").strip()
    if kind.strip() != "application/json" or charset not in ("", "charset=utf-8"):
        raise NotJson
    if request.headers.get("content-encoding", "identity") != "identity":
        raise NotJson
    return await request.body()


def read(model: type[Body], body: bytes) -> Body:
    """Raises Refusal or NotRight."""
    try:
        return model.model_validate_json(body)
    except ValidationError as problem:
        # With what was typed it would be all of the body once more, for each error.
        errors = problem.errors(include_url=False, include_input=False)
        if errors[0]["type"] == "json_invalid":
            raise Refusal from problem
        raise NotRight(errors=[_told(error) for error in errors[:MOST_TOLD]]) from None


def _told(error: ErrorDetails) -> Told:
    where = pointer(*error["loc"])
    ctx: Mapping[str, object] = error.get("ctx", {})
    if error["type"] == "value_error":  # our own check; its message is a message id
        return where, str(ctx["error"]), {}
    return where, STRICT.get(error["type"], NOT_USABLE), ctx


def pointer(*where: str | int) -> str:
    """RFC 6901."""
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part in where)
    return "".join(f"/{part}" for part in parts)[:LONGEST_POINTER]


def seen_in(request: Asking) -> int | None:
    """The version that If-Match names; None if they say it whatever stands. Raises WrongHeader."""
    said = request.headers.get("if-match", "").strip()
    if said in ("", "*"):
        return None
    found = _ETAG.fullmatch(said)
    if found is None:
        raise WrongHeader
    return int(found[1])


def etag(version: int) -> str:
    return f'"{version}"'


def answered(content: BaseModel, headers: Mapping[str, str] | None = None) -> Response[bytes]:
    body = content.model_dump_json(by_alias=True).encode()
    return Response(body, media_type="application/json", status_code=200, headers=dict(headers or {}))

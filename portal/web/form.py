"""What people send: checked by a pydantic form, with errors they can read and what they typed kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, get_origin

from litestar import Request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from portal.web.characters import lines
from portal.web.errors import BadRequest
from portal.web.language import N_
from portal.web.visit import Visit

FormModel = TypeVar("FormModel", bound=BaseModel)

# The kind of error that pydantic reports → a sentence. Values by pydantic's own names.
SENTENCES = {
    "missing": N_("Fill this in."),
    "string_too_short": N_("Use at least %(min_length)s characters."),
    "string_too_long": N_("Use at most %(max_length)s characters."),
    "too_short": N_("Choose at least %(min_length)s."),
    "too_long": N_("Choose at most %(max_length)s."),
    "int_parsing": N_("Fill in a whole number."),
    "int_parsing_size": N_("Fill in a whole number."),
    "float_parsing": N_("Fill in a number."),
    "decimal_parsing": N_("Fill in a number."),
    "greater_than_equal": N_("Fill in %(ge)s or more."),
    "less_than_equal": N_("Fill in %(le)s or less."),
    "date_from_datetime_parsing": N_("Fill in a date."),
    "date_parsing": N_("Fill in a date."),
    "enum": N_("Choose one of the possibilities."),
    "literal_error": N_("Choose one of the possibilities."),
}
NOT_USABLE = N_("This cannot be used. Check what you filled in.")


@dataclass(frozen=True)
class Filled(Generic[FormModel]):
    """`typed` is what was sent, to be shown again; `valid` is there when nothing is wrong with it."""

    typed: Mapping[str, str | list[str]] = field(default_factory=dict)
    valid: FormModel | None = None
    errors: Mapping[str, str] = field(default_factory=dict)  # field → sentence; "" for the form as a whole


async def read_form(request: Request[Any, Any, Any], form: type[FormModel], visit: Visit) -> Filled[FormModel]:
    """Read in the handler, not declared as `data`: a declared one answers before our code runs."""
    try:
        sent = await request.form()
    except (LookupError, ValueError) as unreadable:  # a character set that nobody knows, or bytes that are not in it
        raise BadRequest from unreadable
    return fill(form, {name: sent.getall(name) for name in sent}, visit)


def fill(form: type[FormModel], sent: Mapping[str, Sequence[object]], visit: Visit) -> Filled[FormModel]:
    typed: dict[str, str | list[str]] = {}
    for name, about in form.model_fields.items():
        values = [lines(value) for value in sent.get(about.alias or name, ()) if isinstance(value, str)]
        filled_in = [value for value in values if value]
        if get_origin(about.annotation) in (list, tuple, set, frozenset):
            typed[name] = filled_in
        elif filled_in:  # an empty field was not filled in
            typed[name] = filled_in[-1]
    try:
        by_alias = {form.model_fields[name].alias or name: value for name, value in typed.items()}
        return Filled(typed, valid=form.model_validate(by_alias))
    except ValidationError as problem:
        errors: dict[str, str] = {}
        for error in problem.errors():
            errors.setdefault(str(error["loc"][0]) if error["loc"] else "", _sentence(error, visit))
        return Filled(typed, errors=errors)


def _sentence(error: ErrorDetails, visit: Visit) -> str:
    if error["type"] == "value_error":  # our own check; its message is a message id
        return visit.gettext(str(error["ctx"]["error"]))
    return visit.gettext(SENTENCES.get(error["type"], NOT_USABLE), **error.get("ctx", {}))

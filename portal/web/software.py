"""Answers to software instead of people: below /api, in JSON, and what goes wrong as RFC 9457 has it.

No cookie is looked at there, and so no form can be sent there in somebody's name. Nothing of it is kept by anybody.
"""

import json
from collections.abc import Mapping
from typing import Any

from litestar import Request, Response

from portal.web.errors import TEXTS, status_of, told_of
from portal.web.language import DEFAULT, translations
from portal.web.visit import asked_of

BELOW = "/api/"
LANGUAGES = ("nl", "en")
LONGEST_HEADER = 200  # characters of Accept-Language that are read
PROBLEM = "application/problem+json"


def is_for_software(path: str) -> bool:
    return path.startswith(BELOW)


def language_for(accepted: str, otherwise: str = DEFAULT) -> str:
    """Dutch unless English is liked better."""
    weights: dict[str, float] = {}
    for part in accepted[:LONGEST_HEADER].lower().split(","):
        name, _, parameter = part.strip().partition(";")
        try:
            weight = float(parameter.strip().removeprefix("q=") or 1)
        except ValueError:
            weight = 0
        weights.setdefault(name.partition("-")[0], weight)
    best = max(LANGUAGES, key=lambda language: weights.get(language, 0))
    return best if weights.get(best, 0) > 0 else otherwise


def language_of(request: Request[Any, Any, Any]) -> str:
    """As they ask; else as the address says."""
    said = asked_of(request.scope).language
    return language_for(request.headers.get("accept-language", ""), said if said in LANGUAGES else DEFAULT)


def problem_json(
    status: int,
    language: str,
    detail: str = "",
    *,
    code: str = "",
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, object] | None = None,
) -> Response[bytes]:
    """`detail` in their language; without one, what a page would say."""
    title, sentence = TEXTS.get(status) or TEXTS[400 if status < 500 else 500]
    known = translations(language)
    content = {
        "type": f"/api/v1#{code}" if code else "about:blank",
        "title": known.gettext(title),
        "status": status,
        "detail": detail or known.gettext(sentence),
        **(more or {}),
    }
    given = {"content-language": language, "vary": "Accept-Language", **(headers or {})}
    body = json.dumps(content, ensure_ascii=False).encode()
    return Response(body, media_type=PROBLEM, status_code=status, headers=given)


def tell_problem(request: Request[Any, Any, Any], problem: Exception) -> Response[bytes]:
    """What a handler or the routing raises, below /api."""
    told = told_of(request, problem)
    language = language_of(request)
    sentence = TEXTS[told.name][1] if told.name in TEXTS else ""
    detail = translations(language).gettext(sentence) if sentence else ""
    return problem_json(status_of(problem), language, detail, headers=told.headers)

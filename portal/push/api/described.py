"""The API described for other people's tools: OpenAPI 3.1, made of the models that read and answer."""

from functools import cache
from typing import Any

from litestar import Response, get
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from portal.access import Permission
from portal.push.api import bodies
from portal.push.api.many import LARGEST_BODY, LONGEST_NAME
from portal.push.api.offers import AFTER, HOW_MANY, MOST, USUAL
from portal.push.api.reading import Asking
from portal.web.findable import origin_of
from portal.web.software import PROBLEM
from portal.web.visit import asked_of

Described = dict[str, Any]

AT = "/api/v1/openapi.json"
VERSION = "1.0.0"
_MODELS: list[tuple[type[BaseModel], JsonSchemaMode]] = [
    (bodies.Stated, "validation"),
    (bodies.StatedRow, "validation"),
    (bodies.Many, "validation"),
    (bodies.Now, "serialization"),
    (bodies.Done, "serialization"),
    (bodies.ManyDone, "serialization"),
    (bodies.OwnOffers, "serialization"),
    (bodies.Problem, "serialization"),
]
PROBLEMS = {
    400: "Onleesbaar: geen JSON, of een kopregel of vraag die niet klopt",
    401: "Geen sleutel die geldt",
    403: "De sleutel mag dit niet",
    404: "Geen aanbod van deze aanbieder",
    409: "Dezelfde vraag wordt nu behandeld; stuur hem zo opnieuw",
    412: "Er is intussen iets anders gezegd; wat er nu staat, staat in `nu`",
    413: "Te groot",
    415: "Geen application/json",
    422: "De inhoud klopt niet; `errors` wijst aan wat",
    429: "Te vaak een verkeerde sleutel; wacht zo lang als Retry-After zegt",
    503: "Onze gegevens zijn even niet bereikbaar; probeer het later opnieuw",
}
_EVERYWHERE = (401, 403, 429, 503)


@get(AT, name="push.openapi", opt={"permission": Permission.SEE_CATALOGUE, "sitemap": False})
async def openapi(request: Asking) -> Response[Described]:
    house = request.app.state.house
    origin = origin_of(house.settings, house.regions.for_host(asked_of(request.scope).host))
    return Response({**described(), "servers": [{"url": origin}]}, media_type="application/json")


@cache
def described() -> Described:
    _, schemas = models_json_schema(_MODELS, ref_template="#/components/schemas/{model}")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Hulpkeuze: beschikbaarheid",
            "version": VERSION,
            "description": "Uw eigen software geeft door of er plek is en hoe lang de wachttijd is. Zie /api/v1.",
        },
        "security": [{"sleutel": []}],
        "paths": _paths(),
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {"sleutel": {"type": "http", "scheme": "bearer", "bearerFormat": "hk_…"}},
        },
    }


def _paths() -> Described:
    key = _parameter("key", "path", "Sleutel van het aanbod", {"type": "string", "maxLength": bodies.LONGEST_KEY})
    if_match = _parameter("If-Match", "header", "De ETag die u kende", {"type": "string"})
    if_none_match = _parameter("If-None-Match", "header", "De ETag die u kent: dan 304", {"type": "string"})
    once = _parameter(
        "Idempotency-Key",
        "header",
        "Uw naam voor deze vraag; nog eens gestuurd, binnen 24 uur, krijgt u hetzelfde antwoord",
        {"type": "string", "maxLength": LONGEST_NAME},
    )
    page = [
        _parameter(AFTER, "query", "De sleutel waarna deze bladzijde begint", {"type": "string"}),
        _parameter(
            HOW_MANY, "query", "Op een bladzijde", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
        ),
    ]
    return {
        "/api/v1/aanbod": {"get": _operation("Uw aanbod, met sleutels", bodies.OwnOffers, (400,), page)},
        "/api/v1/aanbod/{key}/beschikbaarheid": {
            "get": _operation("Wat er nu staat", bodies.Now, (404,), [key, if_none_match], etag=True),
            "put": _operation(
                "Zeg of er plek is",
                bodies.Done,
                (400, 404, 412, 413, 415, 422),
                [key, if_match],
                bodies.Stated,
                etag=True,
            ),
        },
        "/api/v1/beschikbaarheid": {
            "post": _operation(
                f"Zeg van veel aanbod tegelijk of er plek is; hoogstens {bodies.MOST_ROWS} rijen, {LARGEST_BODY} bytes",
                bodies.ManyDone,
                (400, 409, 412, 413, 415, 422),
                [once],
                bodies.Many,
            )
        },
    }


def _parameter(name: str, place: str, description: str, schema: Described) -> Described:
    return {"name": name, "in": place, "required": place == "path", "description": description, "schema": schema}


def _operation(
    summary: str,
    answer: type[BaseModel],
    problems: tuple[int, ...],
    parameters: list[Described],
    body: type[BaseModel] | None = None,
    *,
    etag: bool = False,
) -> Described:
    well: Described = {"description": answer.__doc__ or summary, "content": _content("application/json", answer)}
    if etag:
        well["headers"] = {"ETag": {"description": "De versie", "schema": {"type": "string"}}}
    answers: Described = {"200": well}
    if any(parameter["name"] == "If-None-Match" for parameter in parameters):
        answers["304"] = {"description": "Er is niets veranderd"}
    for status in sorted({*problems, *_EVERYWHERE}):
        answers[str(status)] = {"description": PROBLEMS[status], "content": _content(PROBLEM, bodies.Problem)}
    operation: Described = {"summary": summary, "parameters": parameters, "responses": answers}
    if body is not None:
        operation["requestBody"] = {"required": True, "content": _content("application/json", body)}
    return operation


def _content(kind: str, model: type[BaseModel]) -> Described:
    return {kind: {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}

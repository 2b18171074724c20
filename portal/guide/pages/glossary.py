"""Words of the field, from A to Z."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from portal.access import Permission
from portal.guide.queries import words_by_letter
from portal.web.page import page
from portal.web.visit import Visit


@get("/woordenlijst", name="guide.glossary", opt={"permission": Permission.SEE_CATALOGUE, "kept": ()})
async def glossary(request: Request[Any, Any, Any], visit: NamedDependency[Visit]) -> Response[str]:
    return page(request, visit, "guide/glossary.html", letters=words_by_letter(visit))

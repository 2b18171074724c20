"""Who may refer to what, and what changes at 18."""

import re
from functools import partial
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from portal.access import Permission
from portal.finding.referral_block import ReferralBlock, referral_block, referral_text
from portal.guide.queries import Asked, answered, choices, eighteen, overview, read_asked, ways
from portal.guide.queries.referring import DOCTORS, PARAMETERS, REFERRERS
from portal.model.columns import Texts
from portal.model.routing import Subject
from portal.regions import RegionData
from portal.web.page import page
from portal.web.visit import Visit

Asking = Request[Any, Any, Any]

# At a full stop. A question stays with its answer: "Is there danger now? Call 112."
_SENTENCE_ENDS = re.compile(r"(?<=\.)\s+(?=['‘(]?\w)")


@get("/wegwijzer", name="guide.referring", opt={"permission": Permission.SEE_CATALOGUE, "kept": PARAMETERS})
async def referring(request: Asking, visit: NamedDependency[Visit]) -> Response[str]:
    region = visit.region
    asked = read_asked(visit.query, region)
    block = _block(asked, region)
    return page(
        request,
        visit,
        "guide/referring.html",
        asked=asked,
        answer=answered(asked, region) if asked.anything else None,
        referrers=REFERRERS,
        choices=choices(region),
        overview=None if asked.anything else overview(region),
        ways=None if asked.anything else ways(region),
        copied=referral_text(block, visit) if block else "",
        in_steps=partial(in_steps, visit),
    )


@get("/wegwijzer/18", name="guide.eighteen", opt={"permission": Permission.SEE_CATALOGUE, "kept": ()})
async def eighteen_page(request: Asking, visit: NamedDependency[Visit]) -> Response[str]:
    return page(request, visit, "guide/eighteen.html", found=eighteen(visit.region))


def in_steps(visit: Visit, texts: Texts) -> list[str]:
    return [part for part in _SENTENCE_ENDS.split(visit.text(texts)) if part]


def _block(asked: Asked, region: RegionData) -> ReferralBlock | None:
    """For the referrer and help that were asked about; without a question for what a huisarts refers to most: the
    first category that they may refer to by themselves."""
    if asked.thing and asked.referrer in DOCTORS:
        return referral_block(region, asked.thing.ways[0][0], asked.thing.item.names, referrer=asked.referrer)
    if asked.anything:
        return None
    for category in region.categories.values():
        subject = Subject(categories=(category.key,))
        if region.route_book.answer_for("huisarts", subject) == "direct":
            return referral_block(region, subject, category.names)
    return None

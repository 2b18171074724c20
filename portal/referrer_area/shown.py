"""A decision of the rules as a page shows it: in sentences, with where each is from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.finding.citing import Cited, cited
from portal.finding.toegang import Toegang, toegang_of
from portal.model import Budget
from portal.referral.reasons import NEEDS, REASONS, Reason
from portal.referral.routes import Decision
from portal.regions import RegionData


@dataclass(frozen=True)
class Told:
    message: str
    sources: tuple[Cited, ...]


@dataclass(frozen=True)
class DecisionShown:
    decision: Decision
    reasons: Sequence[Told]
    needs: Sequence[Told]
    budgets: Sequence[Budget]
    limit: Budget | None
    toegang: Toegang | None

    @property
    def print(self) -> str:
        """What was seen before it was sent."""
        return ",".join((self.decision.answer, *self.decision.reasons))


def decision_shown(decision: Decision, municipality: str, region: RegionData) -> DecisionShown:
    town = region.municipalities.get(municipality)
    return DecisionShown(
        decision,
        reasons_told(decision.reasons, decision.rule, region),
        _told(decision.needs, NEEDS, "", region),
        [region.budgets[key] for key in decision.budgets if key in region.budgets],
        region.budgets.get(decision.limit),
        toegang_of(town, region) if town else None,
    )


def reasons_told(codes: Iterable[str], rule: str, region: RegionData) -> Sequence[Told]:
    return _told(codes, REASONS, rule, region)


def _told(codes: Iterable[str], known: Mapping[str, Reason], rule: str, region: RegionData) -> Sequence[Told]:
    of_rule = next((route.source for route in region.routes if route.key == rule), "")
    found = [known[code] for code in codes if code in known]
    return [Told(one.message, cited(one.source or of_rule, region)) for one in found]

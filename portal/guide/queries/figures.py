"""The indicators of a region with their norms, and from how many answers a figure is shown."""

from dataclasses import dataclass

from portal.finding.figures import Number, norm_as_told, title_of
from portal.model import Indicator
from portal.model.columns import Texts
from portal.model.statistics import INDICATIVE, TOO_FEW
from portal.regions import RegionData


@dataclass(frozen=True)
class IndicatorExplained:
    item: Indicator
    title: Texts
    norm: Number | None  # told as on a provider's page: how many of 100 it went well with, or a mark

    @property
    def is_mark(self) -> bool:
        return self.item.unit == "mark"


@dataclass(frozen=True)
class FiguresExplained:
    indicators: tuple[IndicatorExplained, ...]
    too_few: int = TOO_FEW  # below this nothing is shown
    indicative: int = INDICATIVE  # below this it is only a first idea

    @property
    def norm_known(self) -> bool:
        return any(indicator.norm is not None for indicator in self.indicators)


def figures_explained(region: RegionData) -> FiguresExplained:
    return FiguresExplained(
        tuple(
            IndicatorExplained(item, title_of(item), norm_as_told(region.norm_of_indicator.get(key), item))
            for key, item in region.indicators.items()
        )
    )

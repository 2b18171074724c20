"""All files of a region, read."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from portal.exchange.region_files import guide_rows
from portal.exchange.region_files import rows as kinds
from portal.exchange.region_files.region_toml import RegionRow
from portal.exchange.region_files.rows import Row, WordingRow


class File(NamedTuple):
    name: str
    kind: type[Row]


FILES: dict[str, File] = {
    "municipalities": File("municipalities.csv", kinds.MunicipalityRow),
    "places": File("places.csv", kinds.PlaceRow),
    "postal_areas": File("postcodes.csv", kinds.PostcodeRow),
    "categories": File("categories.csv", kinds.CategoryRow),
    "products": File("products.csv", kinds.ProductRow),
    "help_kinds": File("help_kinds.csv", kinds.HelpKindRow),
    "forms": File("forms.csv", kinds.FormRow),
    "target_groups": File("target_groups.csv", kinds.TargetGroupRow),
    "sectors": File("sectors.csv", kinds.SectorRow),
    "tariff_groups": File("tariff_groups.csv", kinds.TariffGroupRow),
    "functions": File("functions.csv", kinds.FunctionRow),
    "budgets": File("budgets.csv", kinds.BudgetRow),
    "routes": File("routes.csv", kinds.RouteRow),
    "indicators": File("indicators.csv", kinds.IndicatorRow),
    "norms": File("norms.csv", kinds.NormRow),
    "lay_words": File("lay_words.csv", kinds.LayWordRow),
    "synonyms": File("synonyms.csv", kinds.SynonymRow),
    "stems": File("stems.csv", kinds.StemRow),
    "situations": File("situations.csv", guide_rows.SituationRow),
    "rights": File("rights.csv", guide_rows.RightRow),
    "glossary": File("glossary.csv", guide_rows.GlossaryRow),
    "pathways": File("pathways.csv", guide_rows.PathwayRow),
    "texts": File("texts.csv", kinds.TextRow),
}
SUBJECT_FILES = {
    "category": "categories",
    "product": "products",
    "help_kind": "help_kinds",
    "form": "forms",
    "target_group": "target_groups",
    "sector": "sectors",
    "tariff_group": "tariff_groups",
    "budget": "budgets",
    "indicator": "indicators",
    "situation": "situations",
    "right": "rights",
    "pathway": "pathways",
}


@dataclass(frozen=True)
class RegionFiles:
    """Each field is one file; rows carry the names of the record that they become."""

    region: RegionRow
    digest: str  # of the files as they were read
    municipalities: tuple[kinds.MunicipalityRow, ...] = ()
    places: tuple[kinds.PlaceRow, ...] = ()
    postal_areas: tuple[kinds.PostcodeRow, ...] = ()  # the whole country; municipality only in this region
    categories: tuple[kinds.CategoryRow, ...] = ()
    products: tuple[kinds.ProductRow, ...] = ()
    help_kinds: tuple[kinds.HelpKindRow, ...] = ()
    forms: tuple[kinds.FormRow, ...] = ()
    target_groups: tuple[kinds.TargetGroupRow, ...] = ()
    sectors: tuple[kinds.SectorRow, ...] = ()
    tariff_groups: tuple[kinds.TariffGroupRow, ...] = ()
    functions: tuple[kinds.FunctionRow, ...] = ()
    budgets: tuple[kinds.BudgetRow, ...] = ()
    routes: tuple[kinds.RouteRow, ...] = ()
    indicators: tuple[kinds.IndicatorRow, ...] = ()
    norms: tuple[kinds.NormRow, ...] = ()
    lay_words: tuple[kinds.LayWordRow, ...] = ()
    synonyms: tuple[kinds.SynonymRow, ...] = ()
    stems: tuple[kinds.StemRow, ...] = ()
    situations: tuple[guide_rows.SituationRow, ...] = ()
    rights: tuple[guide_rows.RightRow, ...] = ()
    glossary: tuple[guide_rows.GlossaryRow, ...] = ()
    pathways: tuple[guide_rows.PathwayRow, ...] = ()
    texts: tuple[kinds.TextRow, ...] = ()  # already in the texts of the rows they are about

    def rows(self, file: str) -> tuple[Row, ...]:
        found: tuple[Row, ...] = getattr(self, file)
        return found

    def keys(self, file: str) -> frozenset[str]:
        return frozenset(str(getattr(row, "key", "")) for row in self.rows(file))

    @cached_property
    def wordings(self) -> tuple[WordingRow, ...]:
        lay = [
            WordingRow(
                role="lay", word=row.phrase, subject_type=row.subject_type, target=row.subject, language=row.language
            )
            for row in self.lay_words
        ]
        synonyms = [WordingRow(role="synonym", word=row.word, target=row.also) for row in self.synonyms]
        return (*lay, *synonyms, *(WordingRow(role="stem", word=row.stem) for row in self.stems))


def with_texts(files: RegionFiles) -> RegionFiles:
    """texts.csv laid on the rows that it is about, and examples of budgets among them."""
    about: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
    for text in files.texts:
        about.setdefault((SUBJECT_FILES[text.subject], text.key), {})[text.field] = text.texts
    for budget in files.budgets:
        if budget.example:
            about.setdefault(("budgets", budget.key), {})["example"] = budget.example
    laid = {
        file: tuple(
            row.model_copy(update={"texts": about.get((file, row.key), {})})
            for row in files.rows(file)
            if isinstance(row, kinds.Item)
        )
        for file in SUBJECT_FILES.values()
    }
    return replace(files, **laid)  # type: ignore[arg-type]


def with_municipalities(files: RegionFiles) -> RegionFiles:
    """Each postcode of the region gets the municipality that places.csv gives it."""
    owner = {pc4: place.municipality for place in files.places for pc4 in place.postcodes}
    return replace(
        files,
        postal_areas=tuple(
            area.model_copy(update={"municipality": owner[area.pc4]}) if area.pc4 in owner else area
            for area in files.postal_areas
        ),
    )

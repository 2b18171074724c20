"""What only shows when the files are laid side by side: unknown keys, doubles, gaps, impossible ages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from portal.exchange.region_files.contents import FILES, SUBJECT_FILES, RegionFiles
from portal.exchange.region_files.problem import Problem
from portal.exchange.region_files.rows import Item, Row
from portal.model.product import Audience

_FIVE = ("what", "for_whom", "how", "how_long", "who_decides")
REQUIRED_TEXTS: dict[str, tuple[str, ...]] = {
    "product": _FIVE,
    "help_kind": _FIVE,
    "form": _FIVE,
    "pathway": _FIVE,
    "right": ("what", "how", "where"),
}


def cross_problems(files: RegionFiles) -> list[Problem]:
    return [
        *doubles(files),
        *unknown_keys(files),
        *wrong_places(files),
        *impossible_ages(files),
        *missing_texts(files),
        *figures_that_cannot_be_told(files),
        *rules_that_clash(files),
        *ways_to_what_is_not_public(files),
        *spellings_of_two_terms(files),
    ]


def problem(file: str, row: Row, column: str, value: str, expected: str) -> Problem:
    return Problem(FILES[file].name, row.position + 1, column, value, expected)


def one_of(known: Iterable[str]) -> str:
    names = sorted(known)
    shown = ", ".join(names[:12])
    return f"one of {shown}{', …' if len(names) > 12 else ''}" if names else "nothing: the list is empty"


def doubles(files: RegionFiles) -> Iterator[Problem]:
    """Each row by what it is known by; the second of two is the wrong one."""
    known_by: dict[str, tuple[str, ...]] = {
        "municipalities": ("code",),
        "places": ("municipality", "name"),
        "postal_areas": ("pc4",),
        "texts": ("subject", "key", "field"),
        "lay_words": ("phrase", "subject_type", "subject"),
        "synonyms": ("word", "also"),
        "stems": ("stem",),
    }
    for file in FILES:
        columns = known_by.get(file, ("key",))
        first: dict[tuple[str, ...], int] = {}
        for row in files.rows(file):
            name = tuple(str(getattr(row, column)).casefold() for column in columns)
            if name in first:
                yield problem(
                    file,
                    row,
                    columns[-1],
                    str(getattr(row, columns[-1])),
                    f"each once; it is also in row {first[name]}",
                )
            first.setdefault(name, row.position + 1)


def unknown_keys(files: RegionFiles) -> Iterator[Problem]:
    """Every column that refers to another file."""
    refers: dict[str, dict[str, str]] = {
        "places": {"municipality": "municipalities"},
        "products": {"category": "categories", "tariff_group": "tariff_groups"},
        "help_kinds": {
            "category": "categories",
            "products": "products",
            "sectors": "sectors",
            "target_groups": "target_groups",
            "tariff_groups": "tariff_groups",
            "budgets": "budgets",
        },
        "forms": {"parent": "forms", "products": "products"},
        "functions": {"tariff_group": "tariff_groups"},
        "routes": {"budgets": "budgets"},
        "situations": {
            "help_kinds": "help_kinds",
            "forms": "forms",
            "target_groups": "target_groups",
            "categories": "categories",
        },
    }
    known = {file: files.keys(file) for file in SUBJECT_FILES.values()} | {
        "municipalities": frozenset(row.code for row in files.municipalities)
    }
    for file, columns in refers.items():
        for row in files.rows(file):
            for column, other in columns.items():
                yield from not_in(known, file, row, column, other)
    for file, type_column, key_column in (
        ("routes", "subject_type", "subject"),
        ("texts", "subject", "key"),
        ("lay_words", "subject_type", "subject"),
    ):
        for row in files.rows(file):
            other = getattr(row, type_column)
            yield from not_in(known, file, row, key_column, SUBJECT_FILES[other])


def not_in(known: Mapping[str, frozenset[str]], file: str, row: Row, column: str, other: str) -> Iterator[Problem]:
    cell = getattr(row, column)
    named: Sequence[str] = cell if isinstance(cell, tuple) else [cell] if cell else []
    for key in named:
        if key not in known[other]:
            yield problem(file, row, column, key, f"{one_of(known[other])} (of {FILES[other].name})")


def wrong_places(files: RegionFiles) -> Iterator[Problem]:
    """A postcode lies in one municipality of the region, and has to exist to be found."""
    owner: dict[str, str] = {}
    for row in files.places:
        for pc4 in row.postcodes:
            if owner.setdefault(pc4, row.municipality) != row.municipality:
                yield problem("places", row, "postcodes", pc4, f"one municipality; it is also in {owner[pc4]}")
    with_place = {row.municipality for row in files.places}
    for municipality in files.municipalities:
        if municipality.code not in with_place:
            yield problem("municipalities", municipality, "code", municipality.code, "at least one row in places.csv")


def impossible_ages(files: RegionFiles) -> Iterator[Problem]:
    for form in files.forms:
        if form.age_from is not None and form.age_to is not None and form.age_from > form.age_to:
            yield problem("forms", form, "age_from", str(form.age_from), f"at most age_to, which is {form.age_to}")
        if form.extends_to is not None and form.extends_to < max(18, form.age_to or 0):
            expected = f"an age of at least {max(18, form.age_to or 0)}: it says until when help may go on"
            yield problem("forms", form, "extends_to", str(form.extends_to), expected)
        if form.parent == form.key:
            yield problem("forms", form, "parent", form.parent, "another form")


def missing_texts(files: RegionFiles) -> Iterator[Problem]:
    """What a region may leave out, such as a usual week, is simply not shown."""
    for subject, fields in REQUIRED_TEXTS.items():
        for item in files.rows(SUBJECT_FILES[subject]):
            assert isinstance(item, Item)
            for field in fields:
                if field not in item.texts:
                    yield Problem(
                        "texts.csv", None, "field", field, f"a row for {subject} {item.key} with field {field}"
                    )


def figures_that_cannot_be_told(files: RegionFiles) -> Iterator[Problem]:
    """A norm in another unit would never be met, and a sentence without a place for its number says nothing."""
    indicators = {row.key: row for row in files.indicators}
    for norm in files.norms:
        indicator = indicators.get(norm.subject)
        if indicator is not None and norm.unit != indicator.unit:
            yield problem("norms", norm, "unit", norm.unit, f"{indicator.unit}, as the indicator {indicator.key}")
    for text in files.texts:
        if text.subject == "indicator" and text.field in ("said", "rests_on"):
            for language, sentence in text.texts.items():
                if sentence.count("{number}") != 1:
                    yield problem("texts", text, language, sentence, "{number} once, where the number is to stand")


def rules_that_clash(files: RegionFiles) -> Iterator[Problem]:
    """Two rules in use for one question would give two answers."""
    first: dict[tuple[str, str, str], int] = {}
    for rule in files.routes:
        if rule.state != "in_use":
            continue
        question = (rule.referrer, rule.subject_type, rule.subject)
        if question in first:
            expected = f"one rule in use for {' × '.join(question)}; the other is in row {first[question]}"
            yield problem("routes", rule, "state", rule.state, expected)
        first.setdefault(question, rule.position + 1)


def ways_to_what_is_not_public(files: RegionFiles) -> Iterator[Problem]:
    """A way in may only lead to what the public search lists."""
    restricted = {
        "help_kinds": {kind.key for kind in files.help_kinds if kind.audience != Audience.PUBLIC},
        "forms": {form.key for form in files.forms if form.audience != Audience.PUBLIC},
        "categories": {product.category for product in files.products}
        - {product.category for product in files.products if product.audience == Audience.PUBLIC},
    }
    for situation in files.situations:
        for column, hidden in restricted.items():
            for key in getattr(situation, column):
                if key in hidden:
                    yield problem("situations", situation, column, key, "what is listed to everyone")


def spellings_of_two_terms(files: RegionFiles) -> Iterator[Problem]:
    """A word in a text can be explained in one way only."""
    first: dict[tuple[str, str], int] = {}
    for term in files.glossary:
        for language in sorted({*term.names, *term.also}):
            columns = {"name": [term.names.get(language, "")], "also": term.also.get(language, [])}
            for column, word in ((column, word) for column, words in columns.items() for word in words if word):
                row = first.setdefault((language, word.casefold()), term.position)
                if row != term.position:
                    expected = f"one term for each spelling; it is also in row {row + 1}"
                    yield problem("glossary", term, f"{column}_{language}", word, expected)

"""One style sheet of many: components of the NL Design System, then our own of static/css/.

Of the packages only that is taken which the templates use. Nothing but Python's own library is needed here: a
checkout is built before it has an environment.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BUILT = Path("static", "built", "site.css")
AREA = "area.css"  # what public pages have no use for: they need not fetch it
COMPONENTS = (
    "@nl-design-system-candidate/heading-css/dist/heading.css",
    "@nl-design-system-candidate/paragraph-css/dist/paragraph.css",
    "@nl-design-system-candidate/link-css/dist/link.css",
    "@nl-design-system-candidate/skip-link-css/dist/skip-link.css",
    "@nl-design-system-candidate/button-css/dist/button.css",
    "@nl-design-system-candidate/data-badge-css/dist/data-badge.css",
    "@nl-design-system-candidate/number-badge-css/dist/number-badge.css",
    "@utrecht/alert-css/dist/index.css",
    "@utrecht/breadcrumb-nav-css/dist/index.css",
    "@utrecht/select-css/dist/index.css",
    "@utrecht/table-css/dist/index.css",
    "@utrecht/textbox-css/dist/index.css",
)
# What stands in a page without a class is a component too: templates need not name it.
ELEMENTS = {
    "nl-heading": "h1,h2,h3,h4",
    "nl-heading--level-1": "h1",
    "nl-heading--level-2": "h2",
    "nl-heading--level-3": "h3",
    "nl-heading--level-4": "h4",
    "nl-link": "a:not([class])",
    "nl-paragraph": "p",
    "utrecht-select": "select",
    "utrecht-select--html-select": "select",
    "utrecht-table": "table",
    "utrecht-table--html-table": "table",
    "utrecht-textbox": 'input:not([type="checkbox"],[type="radio"])',
    "utrecht-textbox--html-input": 'input:not([type="checkbox"],[type="radio"])',
}
FIRST, LAST = ("tokens", "base", "layout"), ("print",)  # of our own; those between by name
NOTICE = "/*! With component CSS of the NL Design System community, EUPL-1.2. */\n"

_PART = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]|[^{};"'/]+|/""", re.DOTALL)
_SPACE = re.compile(r"""("[^"]*"|'[^']*')|\s+""")
_AROUND = re.compile(r"""("[^"]*"|'[^']*')|\s*([,>])\s*|(?<=\()\s+|\s+(?=\))""")
_CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
_COMPONENT_CLASS = re.compile(r"\b(?:nl|utrecht)-[a-z0-9_-]+")
# Within :not() and within a list of alternatives, a class need not be there.
_OPTIONAL = re.compile(r":not\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\([^()]*,[^()]*\)")


@dataclass(frozen=True)
class Rule:
    prelude: str
    declarations: tuple[str, ...] = ()
    rules: tuple["Rule", ...] = ()


def site_sheet(root: Path = ROOT) -> str:
    """The one that was built; made anew where a source has changed since, as happens while one works on it."""
    built = root / BUILT
    if built.exists() and (not _packages(root) or not _changed_since(root, built.stat().st_mtime)):
        return built.read_text("utf-8")
    return bundle(root)


def bundle(root: Path = ROOT) -> str:
    used = {name for page in _templates(root) for name in _COMPONENT_CLASS.findall(page.read_text("utf-8"))}
    components = [rule for file in _packages(root) for rule in read(file.read_text("utf-8"))]
    own = [rule for file in _own(root) for rule in read(file.read_text("utf-8"))]
    return NOTICE + written([*needed(components, used), *own])


def area_sheet(root: Path = ROOT) -> str:
    """Of the pages that no search engine lists, beside the other: for who signs in, or keeps a list."""
    sheets = sorted((root / "static" / "css" / "area").glob("*.css"))
    return written(rule for file in sheets for rule in read(file.read_text("utf-8")))


def read(css: str) -> tuple[Rule, ...]:
    return _block(part for part in _PART.findall(css) if not part.startswith("/*")).rules


def needed(rules: Iterable[Rule], used: set[str]) -> Iterator[Rule]:
    """Without the selectors that no page of ours can match, and with those for bare elements."""
    for rule in rules:
        if rule.prelude.startswith("@"):
            inside = tuple(needed(rule.rules, used))
            if inside or not rule.rules:
                yield Rule(rule.prelude, rule.declarations, inside)
            continue
        selectors = [kept for selector in _listed(rule.prelude) for kept in _for_us(selector, used)]
        if selectors:
            yield Rule(",".join(dict.fromkeys(selectors)), rule.declarations, rule.rules)


def written(rules: Iterable[Rule]) -> str:
    parts = []
    for rule in rules:
        inside = ";".join(map(_declaration, rule.declarations))
        if rule.rules:
            inside += (";" if inside else "") + written(rule.rules)
        if inside:
            parts.append(f"{_prelude(rule.prelude)}{{{inside}}}")
    return "".join(parts)


def _block(parts: Iterator[str], prelude: str = "") -> Rule:
    declarations: list[str] = []
    rules: list[Rule] = []
    text = ""
    for part in parts:
        if part not in "{;}":
            text += part
            continue
        if part == "{":
            rules.append(_block(parts, text.strip()))
        else:
            declarations.append(text.strip())
        text = ""
        if part == "}":
            break
    return Rule(prelude, tuple(filter(None, declarations)), tuple(rules))


def _for_us(selector: str, used: set[str]) -> Iterator[str]:
    names = set(_CLASS.findall(_OPTIONAL.sub("", selector)))
    if names <= used:
        yield selector
    if names & ELEMENTS.keys() and names - ELEMENTS.keys() <= used:
        yield _CLASS.sub(lambda name: f":where({ELEMENTS[name[1]]})" if name[1] in ELEMENTS else name[0], selector)


def _listed(selectors: str) -> Iterator[str]:
    """At the commas that stand in no brackets."""
    depth, start = 0, 0
    for place, sign in enumerate(selectors):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            yield selectors[start:place].strip()
            start = place + 1
    yield selectors[start:].strip()


def _prelude(text: str) -> str:
    return _without_space(text).replace(": ", ":") if text.startswith("@") else _without_space(text)


def _declaration(text: str) -> str:
    name, _, value = text.partition(":")
    return f"{name.strip()}:{_without_space(value.strip())}"


def _without_space(text: str) -> str:
    return _AROUND.sub(lambda found: found[1] or found[2] or "", _SPACE.sub(lambda found: found[1] or " ", text))


def _packages(root: Path) -> list[Path]:
    return [file for name in COMPONENTS if (file := root / "node_modules" / name).exists()]


def _own(root: Path) -> list[Path]:
    def place(file: Path) -> tuple[int, str]:
        if file.stem in FIRST:
            return FIRST.index(file.stem), ""
        return len(FIRST) + (file.stem in LAST), file.stem

    return sorted((root / "static" / "css").glob("*.css"), key=place)


def _templates(root: Path) -> list[Path]:
    return sorted((root / "templates").rglob("*.html"))


def _changed_since(root: Path, moment: float) -> bool:
    sources = [*_packages(root), *_own(root), *_templates(root), Path(__file__)]
    return any(source.stat().st_mtime > moment for source in sources)

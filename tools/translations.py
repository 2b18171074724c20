"""Texts for translators: found in the sources, kept in one catalogue per language. `python -m tools.translations`

English is the language of the sources. What stands on `LANGUAGES` is complete, or `make check` fails.
What is still to be translated is printed, each text on a line.
"""

import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from portal.web.language import UNCHECKED
from tools.progress import ROOT

LANGUAGES = ("nl", "ar")
NOT_CHECKED = "# Not yet checked by a native speaker."  # in the head of a catalogue
FOLDER = ROOT / "portal" / "translations"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    # A text that is named in one place and translated in another, where the visitor's language is known.
    "N_": None,
    "translatable": None,
}
COMMENT_TAGS = ("Translators:",)


def catalogue_file(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def extract(root: Path = ROOT) -> Catalog:
    """All texts of the sources, each with the file it stands in. Line numbers would change with every commit."""
    catalogue = Catalog(project="Hulpkeuze", charset="utf-8")
    methods, options = _mappings()
    for folder in sorted({pattern.split("/")[0] for pattern, _ in methods}):
        found = extract_from_dir(
            root / folder,
            [(pattern.partition("/")[2], method) for pattern, method in methods if pattern.startswith(f"{folder}/")],
            {pattern.partition("/")[2]: option for pattern, option in options.items()},
            keywords=KEYWORDS,
            comment_tags=COMMENT_TAGS,
        )
        for file, _line, text, comments, context in found:
            catalogue.add(text, None, [(f"{folder}/{file}", 0)], auto_comments=comments, context=context)
    return catalogue


def _mappings() -> tuple[list[tuple[str, str]], dict[str, dict[str, Any]]]:
    """As in pyproject.toml, where pybabel looks for them too."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    methods, options = [], {}
    for mapping in settings["tool"]["babel"]["mappings"]:
        pattern = mapping.pop("pattern")
        methods.append((pattern, mapping.pop("method")))
        options[pattern] = {
            name: str(value).lower() if value in (True, False) else value for name, value in mapping.items()
        }
    return methods, options


def update() -> Iterator[str]:
    """New texts come in untranslated; those that are gone go. Nothing is guessed, so nothing is fuzzy."""
    found = extract()
    for language in LANGUAGES:
        file = catalogue_file(language)
        catalogue = read(language) if file.exists() else Catalog(locale=language)
        catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        _sign(catalogue, language)
        content = BytesIO()
        write_po(content, catalogue, width=100, sort_output=True, include_lineno=False)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.getvalue())
        missing = [message for message in catalogue if message.id and not is_translated(message.string)]
        yield f"{file.relative_to(ROOT)}: {len(catalogue)} texts, {len(missing)} to translate"
        yield from (f"  {_first(message)}" for message in missing)


def _first(message: Message) -> str:
    return repr(message.id[0] if isinstance(message.id, (list, tuple)) else message.id)


def _sign(catalogue: Catalog, language: str) -> None:
    catalogue.header_comment = f"# Hulpkeuze in {Locale.parse(language).english_name}."
    if language in UNCHECKED:
        catalogue.header_comment += f"\n{NOT_CHECKED}"
    catalogue.project, catalogue.version = "Hulpkeuze", "1"
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = "Hulpkeuze"
    # A catalogue that calls itself a guess is not compiled.
    catalogue.fuzzy = False


def read(language: str) -> Catalog:
    with catalogue_file(language).open("rb") as file:
        return read_po(file, locale=language)


def is_translated(text: Any) -> bool:
    return all(text) if isinstance(text, (list, tuple)) else bool(text)


if __name__ == "__main__":
    for line in update():
        print(line)
    sys.exit(0)

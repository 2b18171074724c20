"""The languages of the portal, and translations from portal/translations/."""

import io
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = {"nl": "Nederlands", "en": "English", "ar": "العربية"}  # code → what its speakers call it
DEFAULT = "nl"
# "en" alone writes dates the American way; Arabic of no country has the digits that all Dutch post has.
LOCALES = {"nl": Locale("nl", "NL"), "en": Locale("en", "GB"), "ar": Locale("ar")}
RIGHT_TO_LEFT = frozenset(code for code, locale in LOCALES.items() if locale.text_direction == "rtl")
UNCHECKED = frozenset({"ar"})  # no native speaker has read it yet: its pages say so, and its catalogue
TRANSLATIONS = Path(__file__).parent.parent / "translations"


def N_(message: str) -> str:
    """Marks a text for translators where no visitor is known yet."""
    return message


@lru_cache
def translations(language: str) -> NullTranslations:
    """English is the source language, so what has no translation shows in English."""
    folder = TRANSLATIONS / language / "LC_MESSAGES"
    source, compiled = folder / "messages.po", folder / "messages.mo"
    if not source.exists():
        return NullTranslations()
    if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
        return GNUTranslations(io.BytesIO(compiled.read_bytes()))
    with source.open("rb") as file:
        catalogue = read_po(file, locale=language)
    content = io.BytesIO()
    write_mo(content, catalogue)
    content.seek(0)
    return GNUTranslations(content)

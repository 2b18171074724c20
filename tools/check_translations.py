"""Every text of the sources is translated in every language of ours, none of it guessed.

`python -m tools.check_translations`
"""

import sys
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from portal.web.language import UNCHECKED
from tools import translations


def main() -> int:
    problems = list(find_problems())
    for problem in problems:
        print(problem)
    if problems:
        print("`make translations` brings the catalogues up to date; what it leaves empty is yours to translate.")
    return 1 if problems else 0


def find_problems() -> Iterator[str]:
    found = translations.extract()
    for language in translations.LANGUAGES:
        if not translations.catalogue_file(language).exists():
            if len(found):
                yield f"{language}: no catalogue, and {len(found)} texts"
            continue
        catalogue = translations.read(language)
        yield from compare(found, catalogue, language)
        if (translations.NOT_CHECKED in catalogue.header_comment) != (language in UNCHECKED):
            yield f"{language}: its catalogue and portal/web/language.py differ on whether a native speaker checked it"


def compare(found: Catalog, catalogue: Catalog, language: str) -> Iterator[str]:
    for message in found:
        if not message.id:
            continue
        translated = catalogue.get(_key(message), message.context)
        where = f"{language}: {_key(message)!r} ({', '.join(file for file, _ in message.locations)})"
        if translated is None:
            yield f"{where} is not in the catalogue"
        elif translated.fuzzy:
            yield f"{where} is only guessed (fuzzy)"
        elif not translations.is_translated(translated.string):
            yield f"{where} is not translated"
        else:
            for error in translated.check(catalogue):
                yield f"{where}: {error}"
    for message in catalogue:
        if message.id and found.get(_key(message), message.context) is None:
            yield f"{language}: {_key(message)!r} is in the catalogue and nowhere in the sources"


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (list, tuple)) else message.id


if __name__ == "__main__":
    sys.exit(main())

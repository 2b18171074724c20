"""From a kind of mail and what it is about to subject, text and HTML in the receiver's language."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from portal.mail.letter import Content
from portal.web.characters import one_line
from portal.web.compiled import Compiled
from portal.web.formats import filters
from portal.web.language import DEFAULT, LOCALES, RIGHT_TO_LEFT, UNCHECKED, translations

TEMPLATES = Path(__file__).parent.parent.parent / "templates"

_LINE_ENDS = re.compile(r"\s*[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")
_EMPTY_LINES = re.compile(r"\n{3,}")


def render(kind: str, language: str, values: Mapping[str, object]) -> Content:
    """A value that a template asks for and does not get is an error here, not a hole in a mail."""
    typed = {name: one_line(value) if isinstance(value, str) else value for name, value in values.items()}

    def made(part: str, **more: str) -> str:
        return environment_in(language).get_template(f"mail/{kind}{part}").render(typed | more)

    # A line's end in a subject would begin another header.
    subject = one_line(made(".subject.txt").strip())
    text = _EMPTY_LINES.sub("\n\n", made(".txt", subject=subject)).strip() + "\n"
    return Content(subject, text, made(".html", subject=subject), str(values.get("unsubscribe", "")))


@lru_cache
def environment_in(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=Compiled(f"mail-{language}"),
        autoescape=select_autoescape(["html"], default=False),
        finalize=_in_its_line,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    known = translations(language)
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        known.gettext, known.ngettext, newstyle=True, pgettext=known.pgettext, npgettext=known.npgettext
    )
    environment.filters.update(filters(LOCALES[language]))
    environment.globals.update(
        language=language,
        direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
        unchecked=language in UNCHECKED,
        in_dutch=translations(DEFAULT).gettext,
    )
    return environment


def _in_its_line(value: Any) -> Any:
    """A name of several lines, deep in a list, would look like a paragraph of ours."""
    return _LINE_ENDS.sub(" ", value) if type(value) is str else value

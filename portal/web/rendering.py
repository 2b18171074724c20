"""What Jinja does thousands of times for a page, done with less ado: together a sixth of the time a page takes.

The answers are the same; each part says what it leaves out. Rendering is most of what a search costs, see
docs/benchmarks.md.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from types import FunctionType
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template
from jinja2.runtime import Context
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]

_AS_THEY_ARE = (int, float, Markup)  # in a sentence


def escaped(value: Any) -> str:
    kind = value.__class__
    text: str = value if kind is Markup else _escape_inner(value) if kind is str else escape(value)
    return text


class QuickEnvironment(Environment):
    """Jinja's own asks its cache by way of the loader, twenty times for a page. Our templates never change."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._ready: dict[str, Template] = {}

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:
        template = self._ready.get(name)
        if template is None:
            template = self._ready[name] = super().get_template(name, parent, globals)
        return template


_INCLUDE = re.compile(r'{% include "([^"]+)" %}')


class QuickLoader(FileSystemLoader):
    """Jinja's own makes a copy of all that the page knows for each part that it includes, when the page is made. Here
    the part is put in its place when the template is read, in a scope of its own."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, filename, is_current = super().get_source(environment, template)
        return _INCLUDE.sub(lambda found: self._part(environment, found.group(1)), source), filename, is_current

    def _part(self, environment: Environment, name: str) -> str:
        # Jinja leaves out the last line break of a template, and so does this.
        return "{% with %}" + self.get_source(environment, name)[0].removesuffix("\n") + "{% endwith %}"


class QuickTemplate(Template):
    """Jinja's own escaping makes an object of each piece that knows it is escaped, only to join them all, and hands
    each piece on through every template and block around it."""

    @classmethod
    def _from_namespace(cls, environment: Environment, namespace: Any, globals: Any) -> Any:
        namespace["escape"] = escaped
        namespace["root"] = _in_one_piece(namespace["root"])
        namespace["blocks"] = {name: _in_one_piece(block) for name, block in namespace["blocks"].items()}
        return super()._from_namespace(environment, namespace, globals)

    def _get_default_module(self, _context: Context | None = None) -> Any:
        """All templates share their globals: Jinja's own looks at each import whether the page has others."""
        return super()._get_default_module()


def _in_one_piece(render: Callable[[Context], Iterable[str]]) -> Callable[[Context], Iterator[str]]:
    def whole(context: Context) -> Iterator[str]:
        yield "".join(render(context))

    return whole


class QuickContext(Context):
    """Jinja looks at everything that is called for whether it wants the context. Our functions do not."""

    def call(self, called: Any, /, *args: Any, **values: Any) -> Any:
        if called.__class__ is not FunctionType or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **values)
        if values:
            values.pop("_loop_vars", None)
            values.pop("_block_vars", None)
        return called(*args, **values)


def quick_gettext(translate: Callable[[str], str]) -> Callable[..., Markup]:
    """Jinja's own asks the context and escapes at each call; a text without values never changes."""
    ready: dict[str, Markup] = {}

    def gettext(message: str, /, **values: object) -> Markup:
        if values:
            return _sentence(translate(message), values)
        text = ready.get(message)
        if text is None:
            # A sign of percentage is written double in every message, as in those with values.
            text = ready[message] = _sentence(translate(message), {})
        return text

    return gettext


def quick_ngettext(translate: Callable[[str, str, int], str]) -> Callable[..., Markup]:
    """Jinja's own copies the whole context at each call in a loop."""

    def ngettext(one: str, more: str, number: int, /, **values: object) -> Markup:
        values.setdefault("num", number)
        return _sentence(translate(one, more, number), values)

    return ngettext


def _sentence(message: str, values: dict[str, object]) -> Markup:
    shown = {name: value if isinstance(value, _AS_THEY_ARE) else escaped(value) for name, value in values.items()}
    return Markup(message % shown)  # noqa: S704 - the message is ours, the values are escaped

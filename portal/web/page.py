"""One way to answer: the whole page, or the part of it that htmx asked for."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Undefined
from litestar import Request, Response
from litestar.enums import MediaType
from markupsafe import Markup

from portal.access.form_token import FIELD, make_form_token
from portal.regions import RegionData
from portal.web.address import link
from portal.web.compiled import Compiled
from portal.web.findable import breadcrumbs, findable
from portal.web.formats import filters, kept_in_order
from portal.web.glossary import Terms
from portal.web.language import DEFAULT, LANGUAGES, LOCALES, RIGHT_TO_LEFT, UNCHECKED, translations
from portal.web.pieces import MOST_LARGE_PIECES, Pieces
from portal.web.rendering import (
    QuickContext,
    QuickEnvironment,
    QuickLoader,
    QuickTemplate,
    quick_gettext,
    quick_ngettext,
)
from portal.web.static import StaticFiles
from portal.web.visit import Visit, asked_of

TEMPLATES = Path(__file__).parent.parent.parent / "templates"


def page(
    request: Request[Any, Any, Any],
    visit: Visit,
    template: str,
    *,
    fragment: str | None = None,
    status: int = 200,
    keep: bool = True,
    private: bool = False,
    **context: object,
) -> Response[str]:
    """`keep=False`: this answer is not served to others again, whatever the route says. `private`: nor kept by the
    visitor's own browser."""
    asked = asked_of(request.scope)
    asked.keep = asked.keep and keep
    asked.private = asked.private or private
    pages: Pages = request.app.state.pages
    name = fragment if fragment is not None and asked.fragment else template
    return Response(
        pages.html(visit, name, context), media_type=MediaType.HTML, status_code=status, headers={"vary": "HX-Request"}
    )


class Pages:
    """The templates, once per language: what a language decides is settled before a page is made."""

    def __init__(self, static: StaticFiles, *, strict: bool = False, templates: Path = TEMPLATES) -> None:
        self._static = static
        loader = QuickLoader(templates)
        self._environments = {language: _environment(loader, language, strict) for language in LANGUAGES}

    def load_all(self) -> None:
        """Before serving: files that are replaced under a running portal are of another version."""
        for environment in self._environments.values():
            for name in environment.list_templates():
                environment.get_template(name)

    def html(self, visit: Visit, template: str, context: Mapping[str, object]) -> str:
        region = visit.known_region
        environment = self._environments[visit.language]
        return environment.get_template(template).render(
            {
                "visit": visit,
                "region": region,
                "static": partial(self._static.address, region=region),
                "has_static": self._static.has,
                "terms": Terms(region, visit.language),
                "found_at": findable(visit),
                "other_language_url": lambda code: link(code, visit.path, visit.query),
                "form_token": partial(_form_token, visit),
                "of_region": partial(_piece_of, region, visit.language, environment),
                **context,
            }
        )


def _form_token(visit: Visit) -> Markup:
    """Inside each form that is posted; nothing for who did not sign in."""
    held = visit.visitor.session
    if held is None:
        return Markup("")
    token = make_form_token(visit.house.secrecy, held.token_print)
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token)


def _piece_of(
    region: RegionData | None, language: str, environment: Environment, template: str, **made_of_it: object
) -> Markup:
    """What is the same on every page of a region, made once: `template` knows of nothing but `region`, and of what
    was made of nothing but that."""
    made = {} if region is None else region.made
    name = (language, template)
    if name not in made:
        made[name] = environment.get_template(template).render({"region": region, **made_of_it})
    return Markup(made[name])  # noqa: S704 - a template's own work


def _environment(loader: QuickLoader, language: str, strict: bool) -> Environment:
    environment = QuickEnvironment(
        loader=loader,
        bytecode_cache=Compiled(f"pages-{language}"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        undefined=StrictUndefined if strict else Undefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    environment.template_class = QuickTemplate
    environment.context_class = QuickContext
    known = translations(language)
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        known.gettext, known.ngettext, newstyle=True, pgettext=known.pgettext, npgettext=known.npgettext
    )
    gettext = quick_gettext(known.gettext)
    environment.filters.update(filters(LOCALES[language]))
    environment.globals.update(
        _=gettext,
        gettext=gettext,
        ngettext=quick_ngettext(known.ngettext),
        breadcrumbs=breadcrumbs,
        once=Pieces().once,
        once_a_look=Pieces(MOST_LARGE_PIECES).once_a_look,
        language=language,
        languages=LANGUAGES,
        right_to_left=language in RIGHT_TO_LEFT,
        comma="، " if language == "ar" else ", ",
        unchecked=language in UNCHECKED,
        in_dutch=quick_gettext(translations(DEFAULT).gettext),
        link=_link_in(language),
        t=_text_in(language),
        said=_said_in(language),
    )
    return environment


def _link_in(language: str) -> Callable[..., str]:
    return lambda path, /, **query: link(language, path, query.items())


def _text_in(language: str) -> Callable[[Mapping[str, str] | None], str]:
    """For attributes and sentences; what may be Dutch on another page and stands by itself is `said`."""
    kept = kept_in_order if language in RIGHT_TO_LEFT else str
    return lambda texts: kept(texts.get(language) or texts.get(DEFAULT, "")) if texts else ""


def _said_in(language: str) -> Callable[[Mapping[str, str] | None], str]:
    """A text marked with its language where that is not the page's (WCAG 3.1.2): someone else's words, or a
    region's that nobody translated."""
    kept = kept_in_order if language in RIGHT_TO_LEFT else str

    def said(texts: Mapping[str, str] | None) -> str:
        if not texts:
            return ""
        own = texts.get(language)
        return kept(own) if own else _foreign(texts.get(DEFAULT, ""), language)

    return said


def _foreign(text: str, language: str) -> Markup:
    turned = Markup(' dir="ltr"') if language in RIGHT_TO_LEFT else ""
    return Markup('<span lang="{}"{}>{}</span>').format(DEFAULT, turned, text) if text else Markup("")

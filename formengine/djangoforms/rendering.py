"""The engine's own Jinja2: one environment, autoescaping always, templates compiled once."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "jinja2"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
    )


@lru_cache(maxsize=8)
def _template(name: str) -> Template:
    return _environment().get_template(name)


def render(name: str, context: dict[str, Any]) -> SafeString:
    return SafeString(_template(name).render(context))


def refreshing(url: str) -> Markup:
    """Attributes that let htmx send the whole form and put the fields in its answer in their place."""
    if not url:
        return Markup()
    return Markup(
        ' hx-post="{}" hx-target="#form-fields" hx-swap="outerHTML" hx-include="closest form"'
    ).format(url)

"""The words the templates write, by language: gettext is called here, so that xgettext finds them."""

from functools import lru_cache
from types import SimpleNamespace

from django.utils.translation import gettext, override
from markupsafe import Markup

from formengine.djangoforms.messages import PARTS


@lru_cache(maxsize=16)
def words(language: str) -> SimpleNamespace:
    with override(language):
        return SimpleNamespace(
            optional=gettext("(optional)"),
            error=gettext("Error:"),
            not_answered=gettext("Not answered"),
            remove=gettext("Remove"),
            remove_file=gettext("Remove this file"),
            add_row=gettext("Add another"),
            change=gettext("Change"),
            file=gettext("File"),
            choose=gettext("Choose"),
            day=gettext("Day"),
            month=gettext("Month"),
            year=gettext("Year"),
            yes=gettext("Yes"),
            no=gettext("No"),
            parts={part: _first_capital(str(text)) for part, text in PARTS.items()},
        )


@lru_cache(maxsize=16)
def optional(language: str) -> Markup:
    """What stands behind the label of a question that need not be answered."""
    return Markup(' <span class="govuk-!-font-weight-regular">{}</span>').format(words(language).optional)


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]

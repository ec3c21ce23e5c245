"""The words the templates write, by language: gettext is called here, so that xgettext finds them."""

from collections.abc import Mapping
from functools import lru_cache
from types import SimpleNamespace

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

PARTS: Mapping[str, Promise] = {
    "street": _("street and number"),
    "postcode": _("postcode"),
    "town": _("town or city"),
    "country": _("country"),
    "day": _("day"),
    "month": _("month"),
    "year": _("year"),
    "time": _("time"),
    "from": _("from"),
    "to": _("to"),
    "years": _("years"),
    "months": _("months"),
    "days": _("days"),
    "hours": _("hours"),
    "minutes": _("minutes"),
    "family_name": _("family name"),
    "given_name": _("given names"),
    "birth_name": _("name at birth"),
    "birth_date": _("date of birth"),
    "birth_place": _("place of birth"),
    "nationality": _("nationality"),
    "name": _("full name"),
    "legal_name": _("registered name"),
    "legal_form": _("legal form"),
    "number": _("registration number"),
    "vat": _("VAT number"),
    "representative": _("legal representative"),
    "email": _("e-mail address"),
    "phone": _("telephone number"),
    "strokes": _("drawn signature"),
    "lat": _("latitude, in degrees"),
    "lon": _("longitude, in degrees"),
    "points": _("corners, each on a line of its own: latitude, longitude"),
    "first": _("first choice"),
    "second": _("then"),
}
"""What the parts of an answer are called, by the code that the field types give them."""


@lru_cache(maxsize=16)
def words(language: str) -> SimpleNamespace:
    with override(language):
        return SimpleNamespace(
            optional=gettext("(optional)"),
            error=gettext("Error:"),
            not_answered=gettext("Not answered"),
            remove=gettext("Remove"),
            remove_file=gettext("Remove this file"),
            file_label=gettext("Your own name for “%(file)s” (optional)"),
            new_file_label=gettext("Your own name for a file that you add (optional)"),
            add_row=gettext("Add another"),
            change=gettext("Change"),
            file=gettext("File"),
            choose=gettext("Choose"),
            search=gettext("Search in this list"),
            chosen_before=gettext("The one chosen before"),
            other=gettext("Something else"),
            other_text=gettext("If something else, which?"),
            warning=gettext("Warning"),
            draw=gettext("Or draw your signature here"),
            clear=gettext("Clear the drawing"),
            parts={part: first_capital(str(text)) for part, text in PARTS.items()},
        )


@lru_cache(maxsize=16)
def optional(language: str) -> Markup:
    """What stands behind the label of a question that need not be answered."""
    return Markup(' <span class="govuk-!-font-weight-regular">{}</span>').format(words(language).optional)


def first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]

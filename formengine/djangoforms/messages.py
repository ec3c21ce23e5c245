"""Problems as people read them: the field by its label, and what to do. Codes stand in docs/problems.md."""

from collections.abc import Mapping
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext_lazy, override
from django.utils.translation import gettext_lazy as _

from formengine.djangoforms.words import PARTS
from formengine.fieldtypes import type_of
from formengine.fieldtypes.date import parsed
from formengine.fieldtypes.wording import locale_of
from formengine.model import Field
from formengine.problems import Problem

REQUIRED: Mapping[str, Promise] = {
    "rows": _("%(label)s: add at least one row"),
    "yesno": _("%(label)s: choose yes or no"),
    "address": _("%(label)s: enter an address"),
    "date": _("%(label)s: enter a date"),
}
"""What to do where an answer is missing, by type; for the others, by how they are asked for."""

REQUIRED_CONTROL: Mapping[str, Promise] = {
    "accept": _("%(label)s: tick the box to agree"),
    "radios": _("%(label)s: choose one"),
    "select": _("%(label)s: choose one"),
    "checkboxes": _("%(label)s: choose at least one"),
    "file": _("%(label)s: add a file"),
    "signature": _("%(label)s: sign with your name"),
}
TEXTS: Mapping[str, Promise] = {
    "required": _("%(label)s: enter an answer"),
    "newly_asked": _("%(label)s: your answers lead to this question"),
    "conflict": _("%(label)s: somebody changed this meanwhile. Look at both answers and save again"),
    "check_failed": _("%(label)s: correct this answer or those it must agree with"),
    "unknown_field": _("%(label)s: this cannot be answered here"),
    "read_only": _("%(label)s: this can be read here, not changed"),
    "unknown_document": _("%(label)s: this file cannot be attached here"),
    "unknown_part": _("%(label)s: a part was sent that is not asked for here"),
    "not_text": _("%(label)s: enter text"),
    "too_long": ngettext_lazy(
        "%(label)s: enter at most %(most)d character", "%(label)s: enter at most %(most)d characters", "most"
    ),
    "too_short": ngettext_lazy(
        "%(label)s: enter at least %(least)d character",
        "%(label)s: enter at least %(least)d characters",
        "least",
    ),
    "unstorable_text": _("%(label)s: take out the characters that cannot be shown"),
    "pattern": _("%(label)s: enter it in the form asked for"),
    "bad_format": _("%(label)s: enter a valid number, such as %(example)s"),
    "not_yes_or_no": _("%(label)s: choose yes or no"),
    "not_an_option": _("%(label)s: choose among the answers shown"),
    "not_a_signature": _("%(label)s: sign again; the drawing could not be read"),
    "not_signed_so": _("%(label)s: sign in the way that is asked for"),
    "not_degrees": _("%(label)s: enter degrees with decimals, such as 47.2184"),
    "not_on_earth": _("%(label)s: enter at most %(most)s degrees"),
    "out_of_bounds": _("%(label)s: this place is outside of the area that is asked about"),
    "not_an_area": _("%(label)s: give from %(least)s to %(most)s corners"),
    "area_crosses": _("%(label)s: the sides of this area cross each other. Put its corners in order"),
    "consent_outdated": _("%(label)s: this text has changed. Read it again and tick the box"),
    "other_missing": _("%(label)s: write what the other answer is"),
    "none_and_others": _("%(label)s: choose either none of them or those that apply"),
    "not_a_list": _("%(label)s: send a list"),
    "not_an_object": _("%(label)s: send an object with named parts"),
    "too_few_choices": ngettext_lazy(
        "%(label)s: choose at least %(least)d", "%(label)s: choose at least %(least)d", "least"
    ),
    "too_many_choices": ngettext_lazy(
        "%(label)s: choose at most %(most)d", "%(label)s: choose at most %(most)d", "most"
    ),
    "not_an_integer": _("%(label)s: enter a whole number, such as 1200"),
    "number_too_large": _("%(label)s: enter a smaller number"),
    "below_minimum": _("%(label)s: enter %(least)s or more"),
    "above_maximum": _("%(label)s: enter %(most)s or less"),
    "not_an_amount": _("%(label)s: enter an amount, such as 1250.50"),
    "ambiguous_amount": _("%(label)s: write the amount without a sign between thousands, such as 1250.50"),
    "too_many_decimals": _("%(label)s: enter at most two decimals"),
    "not_a_number": _("%(label)s: enter a number, such as 12.5"),
    "ambiguous_number": _("%(label)s: write the number without a sign between thousands, such as 1250.5"),
    "too_precise": ngettext_lazy(
        "%(label)s: enter at most %(most)d decimal", "%(label)s: enter at most %(most)d decimals", "most"
    ),
    "not_a_date": _("%(label)s: enter a real date, such as 27 3 2026"),
    "too_early": _("%(label)s: enter a date on or after %(least)s"),
    "too_late": _("%(label)s: enter a date on or before %(most)s"),
    "not_a_time": _("%(label)s: enter a time, such as 14:30"),
    "time_too_early": _("%(label)s: enter a time of %(least)s or later"),
    "time_too_late": _("%(label)s: enter a time of %(most)s or earlier"),
    "not_a_datetime": _("%(label)s: enter a real date and a time, such as 27 3 2026 and 14:30"),
    "time_skipped": _("%(label)s: clocks go forward that night and leave this time out. Enter another"),
    "time_twice": _(
        "%(label)s: clocks go back that night and this time comes twice. "
        "Write %(first)s behind it for the first, %(second)s for the second"
    ),
    "period_backwards": _("%(label)s: enter a day on or after the first one"),
    "not_a_month": _("%(label)s: enter a month and a year, such as 3 2026"),
    "not_a_duration": _("%(label)s: enter how long in whole numbers, such as 2"),
    "not_an_email": _("%(label)s: enter an e-mail address, such as name@example.org"),
    "unconfirmed": _("%(label)s: confirm this address with the code that we send to it"),
    "not_a_phone": _("%(label)s: enter a telephone number; begin with + and the country if it is abroad"),
    "not_an_iban": _("%(label)s: check the bank account number (IBAN); some character is wrong or missing"),
    "not_a_bic": _("%(label)s: check the code of the bank (BIC), 8 or 11 letters and digits"),
    "not_a_plate": _("%(label)s: enter a vehicle plate, such as %(example)s"),
    "not_a_language": _("%(label)s: choose a language"),
    "not_a_url": _("%(label)s: enter a web address, such as https://www.example.org"),
    "not_a_postcode": _("%(label)s: enter a postcode of that country"),
    "not_a_country": _("%(label)s: choose a country"),
    "not_a_dossier": _("%(label)s: choose one of your dossiers"),
    "not_a_document": _("%(label)s: this file is not there any more. Add it again"),
    "too_many_files": ngettext_lazy(
        "%(label)s: add at most %(most)d file", "%(label)s: add at most %(most)d files", "most"
    ),
    "file_empty": _("%(label)s: this file is empty. Choose another"),
    "file_too_large": _("%(label)s: this file is too large. Choose one of at most %(most_mb)s MB"),
    "file_kind": _("%(label)s: choose a file of this kind: %(endings)s"),
    "file_lies": _(
        "%(label)s: what is in this file is not what its name says. Save it anew and add it again"
    ),
    "too_few_rows": ngettext_lazy(
        "%(label)s: add at least %(least)d row", "%(label)s: add at least %(least)d rows", "least"
    ),
    "too_many_rows": ngettext_lazy(
        "%(label)s: keep at most %(most)d row", "%(label)s: keep at most %(most)d rows", "most"
    ),
    "does_not_fit": _("%(label)s: this answer is not one that can be given here"),
    "too_deep": _("%(label)s: what was sent is nested too deep"),
    "too_many_keys": _("%(label)s: what was sent is too large"),
    "too_many_items": _("%(label)s: what was sent is too large"),
    "bad_key": _("%(label)s: what was sent holds a name that cannot be used"),
    "not_finite": _("%(label)s: enter a number that ends"),
    "not_json": _("%(label)s: what was sent cannot be read"),
}


def problem_text(problem: Problem, field: Field | None, language: str) -> str:
    """One problem in the reader's language. `field`: the top-level field its path begins with, if known."""
    with override(language):
        place, part, label = _place(problem, field)
        wording = TEXTS.get(problem.code, TEXTS["not_json"])
        if problem.code == "required" and place is not None and not part:
            asked = REQUIRED_CONTROL.get(type_of(place).control, wording)
            wording = REQUIRED.get(place.type, asked)
        params = {"example": "", **_written(problem, None if part else place, language)}
        message = params.get("message")
        if message and isinstance(message, str):
            return gettext("%(label)s: %(message)s") % {"label": label, "message": message}
        return str(wording % {**params, "label": label})


def label_of(field: Field) -> str:
    """The field's title without the sign at its end, so that a colon may follow."""
    return field.title.rstrip(" \u00a0\u202f:?*") or field.key


def _place(problem: Problem, field: Field | None) -> tuple[Field | None, str, str]:
    """The field at the end of the path, what of it is a part and no field, and what all of it is called."""
    if field is None:
        return None, "", str(problem.path[0]) if problem.path else ""
    place, label = field, label_of(field)
    for number, step in enumerate(problem.path[1:], 1):
        inner = place.by_key.get(step) if isinstance(step, str) else None
        if isinstance(step, int) and place.type == "rows":
            label = gettext("%(label)s, row %(number)d") % {"label": label, "number": step + 1}
        elif inner is not None:
            place = inner
            label = gettext("%(label)s, %(part)s") % {"label": label, "part": label_of(inner)}
        elif isinstance(step, int):
            line = gettext("%(label)s, line %(number)d") % {"label": label, "number": step + 1}
            return place, str(step), line
        else:
            part = "-".join(map(str, problem.path[number:]))
            return place, part, _with_part(label, place, part)
    return place, "", label


def _with_part(label: str, place: Field, part: str) -> str:
    """Named by what the type calls its part; a part nobody can name is left out."""
    unnamed = part if place.children else None
    code = next((each.label for each in type_of(place).parts(place) if each.key == part), unnamed)
    if code is None:
        return label
    return gettext("%(label)s, %(part)s") % {"label": label, "part": PARTS.get(code, code)}


def _written(problem: Problem, place: Field | None, language: str) -> dict[str, Any]:
    """Limits as the field's type writes them; numbers that a plural hangs on stay numbers."""
    written = dict(problem.params)
    endings = written.get("endings")
    if isinstance(endings, list | tuple):
        written["endings"] = ", ".join(str(each).upper() for each in endings)
    for name in ("least", "most"):
        value = written.get(name)
        if isinstance(value, str) and place is not None:
            written[name] = type_of(place).display(value, place, language)
        elif isinstance(value, str) and (day := parsed(value)) is not None:
            written[name] = format_date(day, format="long", locale=locale_of(language))
        elif isinstance(value, int) and problem.code in ("below_minimum", "above_maximum"):
            written[name] = format_decimal(value, locale=locale_of(language))
    return written

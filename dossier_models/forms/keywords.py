"""One form field for each keyword that a field type lets people set."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossier_models.forms.structures import ConstantField, LinesField, TickField
from dossier_models.palette import FORMAT_NAMES
from formengine.djangoforms.words import PARTS
from formengine.editing.structures import (
    parse_bounds,
    parse_keyed,
    parse_levels,
    parse_lines,
    written_bounds,
    written_keyed,
    written_levels,
    written_lines,
)
from formengine.fieldtypes.consent import MOST_TEXT as MOST_CONSENT
from formengine.fieldtypes.duration import UNITS
from formengine.fieldtypes.file import KINDS, MOST_FILES, MOST_MB
from formengine.fieldtypes.keywords import AUTOCOMPLETE
from formengine.fieldtypes.legal_person import LegalPerson
from formengine.fieldtypes.natural_person import NaturalPerson
from formengine.fieldtypes.persons import Person
from formengine.fieldtypes.plate import SERIES

Maker = Callable[[], forms.Field]
DURATION_UNITS = {
    "years": _("years"),
    "months": _("months"),
    "days": _("days"),
    "hours": _("hours"),
    "minutes": _("minutes"),
}
ZONES = (
    *(
        "Europe/Brussels",
        "Europe/Rome",
        "Europe/Amsterdam",
        "Europe/Madrid",
        "Europe/Lisbon",
        "Europe/Athens",
    ),
    *("America/Martinique", "America/Guadeloupe", "America/Cayenne", "America/Miquelon", "Indian/Reunion"),
    *("Indian/Mayotte", "Pacific/Noumea", "Pacific/Tahiti", "Pacific/Wallis", "Atlantic/Canary", "UTC"),
)
CURRENCIES = ("EUR", "CHF", "GBP", "USD")
COUNTRIES = {
    "FR": _("France"),
    "BE": _("Belgium"),
    "IT": _("Italy"),
    "NL": _("Netherlands"),
    "DE": _("Germany"),
    "ES": _("Spain"),
    "LU": _("Luxembourg"),
    "CH": _("Switzerland"),
    "AT": _("Austria"),
}


KNOWN_TO_BROWSERS = {
    "name": _("full name"),
    "given-name": _("first name"),
    "family-name": _("last name"),
    "organization": _("organisation"),
    "email": _("e-mail address"),
    "tel": _("telephone"),
    "bday": _("date of birth"),
    "street-address": _("street and number"),
    "postal-code": _("postcode"),
    "address-level2": _("town"),
    "address-level1": _("region"),
    "address-line1": _("first line of the address"),
    "address-line2": _("second line of the address"),
    "country": _("code of the country"),
    "country-name": _("country"),
    "honorific-prefix": _("form of address, such as Ms"),
    "organization-title": _("position"),
    "nickname": _("nickname"),
    "username": _("user name"),
    "sex": _("sex"),
    "url": _("website"),
}


def _count(label: Any, most: int, least: int = 0) -> Maker:
    return lambda: forms.IntegerField(label=label, min_value=least, max_value=most, required=False)


def _line(label: Any, most: int, help_text: Any = "") -> Maker:
    return lambda: forms.CharField(label=label, max_length=most, required=False, help_text=help_text)


def _pick(label: Any, choices: Mapping[str, Any], none: Any) -> Maker:
    return lambda: forms.ChoiceField(label=label, choices=[("", none), *choices.items()], required=False)


def _tick(label: Any) -> Maker:
    return lambda: TickField(label=label, required=False)


def _amount(label: Any, decimals: int = 2) -> Maker:
    return lambda: forms.DecimalField(
        label=label, max_digits=12 + decimals, decimal_places=decimals, required=False
    )


def _day(label: Any) -> Maker:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return lambda: forms.DateField(label=label, widget=widget, required=False)


def _typed(label: Any, kind: str) -> Maker:
    """Kept as the browser's own input sends it, which is ISO text."""
    widget = forms.TextInput(attrs={"type": kind})
    return lambda: forms.CharField(label=label, max_length=25, widget=widget, required=False)


def _units() -> forms.Field:
    return forms.MultipleChoiceField(
        label=_("Asked for in"),
        choices=[(unit, DURATION_UNITS[unit]) for unit in UNITS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all of them."),
    )


def _several(label: Any, titles: Mapping[str, Any], help_text: Any = "") -> Maker:
    return lambda: forms.MultipleChoiceField(
        label=label,
        choices=list(titles.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


def _keyed(label: Any) -> Maker:
    return lambda: LinesField(
        label=label, help_text=_("“key | label”, or the label alone."), parse=parse_keyed, write=written_keyed
    )


def _person(kind: type[Person]) -> Mapping[str, Maker]:
    titles = {part: PARTS.get(each.label, each.label) for part, each in kind.known.items()}
    usual = _("None ticked: the usual ones.")
    return {
        "x-parts": _several(_("What is asked for"), titles, usual),
        "x-required-parts": _several(_("What must be there"), titles, usual),
    }


def _file_kinds() -> forms.Field:
    names = {kind: ", ".join(endings).upper() for kind, endings in KINDS.items()}
    return forms.MultipleChoiceField(
        label=_("Kinds of file"),
        choices=list(names.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: PDF, JPEG and PNG."),
    )


MAKERS: Mapping[str, Maker] = {
    "minLength": _count(_("Least number of characters"), 20_000),
    "maxLength": _count(_("Most characters"), 20_000, 1),
    "format": _pick(_("A number of a register"), FORMAT_NAMES, _("No, free text")),
    "pattern": _line(_("Pattern (regular expression)"), 500, _("For experts: ^W[0-9]{9}$")),
    "x-pattern-message": _line(_("What to say when the pattern does not fit"), 300),
    "minItems": _count(_("At least"), 200),
    "maxItems": _count(_("At most"), 200, 1),
    "minimum": lambda: forms.IntegerField(
        label=_("Least"), min_value=-(10**12), max_value=10**12, required=False
    ),
    "maximum": lambda: forms.IntegerField(
        label=_("Most"), min_value=-(10**12), max_value=10**12, required=False
    ),
    "x-unit": _line(_("Unit"), 20, _("Shown after the number: km, m², people")),
    "x-min": _amount(_("Least")),
    "x-max": _amount(_("Most")),
    "x-decimals": _count(_("Most decimals"), 6),
    "x-units": _units,
    "x-confirm": _tick(_("A code sent to the address must be typed before it counts")),
    "x-timezone": _pick(_("Time zone"), {each: each for each in ZONES}, "Europe/Paris"),
    "x-currency": _pick(_("Currency"), {each: each for each in CURRENCIES}, _("Euro")),
    "x-region": _pick(_("Country of numbers without a prefix"), COUNTRIES, _("France")),
    "x-country": _pick(_("Usual country"), COUNTRIES, _("France")),
    "x-ask-country": _tick(_("Ask for the country")),
    "x-autocomplete": _pick(
        _("What the browser may fill in by itself"),
        {**KNOWN_TO_BROWSERS, **{each: each for each in sorted(AUTOCOMPLETE - set(KNOWN_TO_BROWSERS))}},
        _("Nothing"),
    ),
    "x-postcode": _line(_("Pattern of postcodes"), 500, _("Only these postcodes: ^44")),
    "x-other": _tick(_("Other answers, in the person's own words, are welcome")),
    "x-none": _line(_("“None of these”"), 100, _("The value of the option that excludes all others")),
    "x-number-format": _pick(_("Register of the number"), FORMAT_NAMES, _("Any number")),
    "x-self": _tick(_("It is the person who fills in the form")),
    "x-levels": lambda: LinesField(
        label=_("Options, one a line; below each, indented, those it leads to"),
        help_text=_("“value | label”, or the label alone."),
        parse=parse_levels,
        write=written_levels,
    ),
    "x-titles": lambda: LinesField(
        label=_("What the two choices are called, one a line"),
        parse=parse_lines,
        write=written_lines,
        rows=2,
    ),
    "x-accept": _file_kinds,
    "x-max-mb": _count(_("Largest file, in MB"), MOST_MB, 1),
    "x-max-files": _count(_("Most files"), MOST_FILES, 1),
    "x-own-label": _tick(_("Each file may be given a name by who adds it")),
}
STATIC_LOOKS = {
    "heading": _("Heading"),
    "info": _("Frame: good to know"),
    "warning": _("Frame: warning"),
}
TABLE_TOTALS = {"rows": _("Of the rows"), "columns": _("Of the columns"), "both": _("Of both")}
SIGNATURES = {"typed": _("By typing one's name"), "drawn": _("By drawing with a finger or a mouse")}
CHOICE_LOOKS = {"radios": _("All options in sight"), "select": _("A list that opens")}
DATES: Mapping[str, Maker] = {"x-min": _day(_("Earliest")), "x-max": _day(_("Latest"))}
NUMBERS: Mapping[str, Maker] = {"x-min": _amount(_("Least"), 6), "x-max": _amount(_("Most"), 6)}
OF_TYPE: Mapping[str, Mapping[str, Maker]] = {
    "date": DATES,
    "period": DATES,
    "month": {"x-min": _typed(_("Earliest"), "month"), "x-max": _typed(_("Latest"), "month")},
    "time": {"x-min": _typed(_("Earliest"), "time"), "x-max": _typed(_("Latest"), "time")},
    "datetime": {
        "x-min": _typed(_("Earliest"), "datetime-local"),
        "x-max": _typed(_("Latest"), "datetime-local"),
    },
    "plate": {
        "x-country": _pick(_("Country of the plates"), {each: COUNTRIES[each] for each in SERIES}, _("Any"))
    },
    "decimal": NUMBERS,
    "percentage": NUMBERS,
    "choice": {"x-look": _pick(_("Look"), CHOICE_LOOKS, _("By the number of options"))},
    "natural_person": _person(NaturalPerson),
    "legal_person": _person(LegalPerson),
    "signature": {"x-methods": _several(_("How it can be signed"), SIGNATURES, _("None ticked: both."))},
    "table": {
        "x-rows": _keyed(_("Rows, one a line")),
        "x-columns": _keyed(_("Columns, one a line")),
        "x-totals": _pick(_("Totals"), TABLE_TOTALS, _("None")),
        "x-complete": _tick(_("Every cell is asked for")),
    },
    "map": {
        "x-shape": _pick(_("What is marked"), {"area": _("An area, by its corners")}, _("A point")),
        "x-bounds": lambda: LinesField(
            label=_("Only within, in degrees: south, west, north, east"),
            help_text=_("Such as 46.8 -2.6 47.9 -0.9"),
            parse=parse_bounds,
            write=written_bounds,
            rows=1,
        ),
    },
    "consent": {
        "x-text": lambda: forms.CharField(
            label=_("Text that is consented to"),
            max_length=MOST_CONSENT,
            required=False,
            widget=forms.Textarea(attrs={"rows": 8}),
        ),
        "x-version": _line(_("Version of the text"), 40, _("Change it whenever the text changes")),
    },
    "dossier_link": {"x-model": _line(_("Only dossiers of the model"), 60, _("Its short name; empty: any"))},
    "constant": {
        "const": lambda: ConstantField(
            label=_("Value"),
            help_text=_("Text; for a whole number or a yes, “=5” or “=true”."),
            max_length=1_100,
        )
    },
    "reference": {"x-list": _line(_("Key of the list"), 40)},
    "static": {"x-look": _pick(_("Look"), STATIC_LOOKS, _("Paragraph"))},
}
"""Keywords that mean something else for one type, or that only it has."""


def keyword_field(type_name: str, keyword: str) -> forms.Field | None:
    """None for a keyword that is not set through a field of its own (options, children)."""
    maker = OF_TYPE.get(type_name, {}).get(keyword) or MAKERS.get(keyword)
    return maker() if maker else None


def stored(value: Any) -> Any:
    """A cleaned value as the document keeps it: amounts and days as text."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value

"""The field types as the designer offers them: in groups, each with a line of help."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from dossier_models.palette import Text, look_of
from formengine.fieldtypes import known_types

GROUPS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (_("Text"), ("text", "longtext", "email", "phone", "url")),
    (_("Choices"), ("yesno", "accept", "choice", "choices", "linked", "reference")),
    (_("Numbers"), ("integer", "decimal", "percentage", "money", "table")),
    (_("Dates and times"), ("date", "time", "datetime", "period", "month", "duration")),
    (_("People and organisations"), ("natural_person", "legal_person", "nationality", "language")),
    (_("Places and numbers of registers"), ("address", "country", "map", "iban", "bic", "plate")),
    (_("Files and proofs"), ("file", "signature", "consent", "dossier_link")),
    (_("Layout and hidden values"), ("static", "group", "rows", "constant")),
)
HELP: Mapping[str, Text] = {
    "text": _("One line: a name, a title, a number of a register such as SIRET"),
    "longtext": _("Several lines: a description, reasons"),
    "email": _("Checked, and if you like confirmed by a code"),
    "phone": _("Checked, with the prefix of the country"),
    "url": _("A page on the web"),
    "yesno": _("A question answered by yes or no"),
    "accept": _("One box that is ticked or not"),
    "choice": _("One option out of a list that you write"),
    "choices": _("Any number of options out of a list that you write"),
    "linked": _("A second choice that depends on the first"),
    "reference": _("One row of a long list that you upload"),
    "integer": _("A count: people, years, copies"),
    "decimal": _("A measure: metres, hectares, hours"),
    "percentage": _("A share of a whole"),
    "money": _("An amount with two decimals and a currency"),
    "table": _("Numbers in rows and columns, with totals"),
    "date": _("A day"),
    "time": _("Hours and minutes"),
    "datetime": _("A day with its hour"),
    "period": _("From one day to another"),
    "month": _("A month of a year"),
    "duration": _("How long: years, months, days, hours"),
    "natural_person": _("Name, birth and contact of a person"),
    "legal_person": _("Name, form and number of an organisation"),
    "nationality": _("One of the nationalities there are"),
    "language": _("One of the languages there are"),
    "address": _("Street, postcode and town"),
    "country": _("One of the countries there are"),
    "map": _("A point or an area marked on a map"),
    "iban": _("Number of a bank account, checked"),
    "bic": _("Code of a bank, checked"),
    "plate": _("Registration of a vehicle, checked"),
    "file": _("One or several files to upload"),
    "signature": _("Typed, or drawn with a finger"),
    "consent": _("A text that has to be read and agreed to"),
    "dossier_link": _("Another dossier of the same person"),
    "static": _("A heading, an explanation, a warning; no answer"),
    "group": _("Fields that belong together, asked for once"),
    "rows": _("Fields asked for as often as needed: a budget, children"),
    "constant": _("Written by the form itself, shown to nobody"),
}


class Offered(NamedTuple):
    name: str
    label: Text
    icon: str
    help: Text


def offered_types() -> list[tuple[Text, list[Offered]]]:
    """Every registered type, by group; what stands in no group comes last."""
    known = [kind.name for kind in known_types()]
    named = {name for _title, names in GROUPS for name in names}
    groups = [(title, [name for name in names if name in known]) for title, names in GROUPS]
    groups.append((_("Others"), [name for name in known if name not in named]))
    return [(title, [_offered(name) for name in names]) for title, names in groups if names]


def type_choices() -> list[tuple[Text, list[tuple[str, Text]]]]:
    """The same, as a select takes them."""
    return [(title, [(each.name, each.label) for each in offered]) for title, offered in offered_types()]


def _offered(name: str) -> Offered:
    look = look_of(name)
    return Offered(name, look.label, look.icon, HELP.get(name, ""))

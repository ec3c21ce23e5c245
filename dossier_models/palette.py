"""How the designer names things: field types with their icons, views, rules, operators."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class TypeLook(NamedTuple):
    label: Text
    icon: str


TYPES: Mapping[str, TypeLook] = {
    "text": TypeLook(_("Text"), "title"),
    "longtext": TypeLook(_("Long text"), "pilcrow"),
    "yesno": TypeLook(_("Yes or no"), "circle-check"),
    "accept": TypeLook(_("Box to tick"), "check"),
    "choice": TypeLook(_("Single choice"), "radio-full"),
    "choices": TypeLook(_("Several choices"), "tasks"),
    "reference": TypeLook(_("Choice from a list"), "list-ol"),
    "linked": TypeLook(_("Choice in two steps"), "list-ul"),
    "integer": TypeLook(_("Whole number"), "order"),
    "decimal": TypeLook(_("Number with decimals"), "decimal"),
    "percentage": TypeLook(_("Percentage"), "decimal"),
    "money": TypeLook(_("Amount of money"), "decimal"),
    "date": TypeLook(_("Date"), "date"),
    "time": TypeLook(_("Time of day"), "time"),
    "datetime": TypeLook(_("Date and time"), "date"),
    "period": TypeLook(_("Period"), "date"),
    "month": TypeLook(_("Month"), "date"),
    "duration": TypeLook(_("Duration"), "time"),
    "email": TypeLook(_("E-mail address"), "mail"),
    "phone": TypeLook(_("Telephone"), "mobile-alt"),
    "url": TypeLook(_("Web address"), "link"),
    "address": TypeLook(_("Postal address"), "home"),
    "country": TypeLook(_("Country"), "globe"),
    "language": TypeLook(_("Language"), "comment"),
    "nationality": TypeLook(_("Nationality"), "globe"),
    "iban": TypeLook(_("IBAN"), "key"),
    "bic": TypeLook(_("BIC"), "key"),
    "plate": TypeLook(_("Vehicle plate"), "tag"),
    "natural_person": TypeLook(_("Natural person"), "user"),
    "legal_person": TypeLook(_("Legal person"), "site"),
    "table": TypeLook(_("Table of numbers"), "grid"),
    "map": TypeLook(_("Place on a map"), "crosshairs"),
    "file": TypeLook(_("File"), "upload"),
    "signature": TypeLook(_("Signature"), "edit"),
    "consent": TypeLook(_("Consent to a text"), "circle-check"),
    "dossier_link": TypeLook(_("Another dossier"), "link"),
    "constant": TypeLook(_("Hidden value"), "lock"),
    "static": TypeLook(_("Text to read"), "info-circle"),
    "group": TypeLook(_("Group of fields"), "folder-open-inverse"),
    "rows": TypeLook(_("Repeatable rows"), "table"),
}
WHO: Mapping[str, TypeLook] = {
    "citizen": TypeLook(_("Applicant"), "user"),
    "agent": TypeLook(_("Agent"), "desktop"),
    "partner": TypeLook(_("Partner"), "group"),
}
ACCESS: Mapping[str, TypeLook] = {
    "hidden": TypeLook(_("Hidden"), "no-view"),
    "read": TypeLook(_("Read"), "view"),
    "edit": TypeLook(_("Edit"), "edit"),
    "edit!": TypeLook(_("Required"), "edit"),
}
MOVERS: Mapping[str, Text] = {"citizen": _("Applicant"), "agent": _("Agent"), "system": _("Trivium itself")}
KINDS: Mapping[str, Text] = {
    "opinion": _("Opinion"),
    "complement": _("Complement"),
    "both": _("Opinion and complement"),
}
ADDRESSES: Mapping[str, Text] = {
    "strict": _("Only with the account whose address the key was sent to"),
    "open": _("Whoever holds the key, with whatever account"),
}
KEEPS: Mapping[str, Text] = {
    "nothing": _("Nothing"),
    "reply": _("Their own reply, and nothing else"),
}
OPERATOR_WORDS: Mapping[str, Text] = {
    "filled": _("is filled in"),
    "missing": _("is not filled in"),
    "yes": _("is yes"),
    "no": _("is no"),
    "is": _("is"),
    "is_not": _("is not"),
    "less": _("is less than"),
    "at_most": _("is at most"),
    "more": _("is more than"),
    "at_least": _("is at least"),
    "before": _("is before"),
    "until": _("is on or before"),
    "after": _("is after"),
    "since": _("is on or after"),
    "one_of": _("is one of"),
    "has": _("includes"),
    "has_not": _("does not include"),
}
FORMAT_NAMES: Mapping[str, Text] = {
    "siret": _("SIRET (French establishment)"),
    "siren": _("SIREN (French company)"),
    "rna": _("RNA (French association)"),
    "nir": _("NIR (French social security)"),
    "codice_fiscale": _("Codice fiscale (Italy)"),
    "partita_iva": _("Partita IVA (Italy)"),
    "bsn": _("BSN (Netherlands)"),
    "btw": _("BTW number (Netherlands)"),
    "kvk": _("KvK (Dutch company)"),
    "nn": _("National number (Belgium)"),
    "kbo": _("Enterprise number (Belgium)"),
    "dni": _("DNI (Spain)"),
    "nie": _("NIE (foreigners in Spain)"),
    "nif": _("NIF (Spanish tax number)"),
    "cif": _("CIF (Spanish company)"),
    "vat": _("VAT number (European Union)"),
    "lei": _("LEI (legal entity, worldwide)"),
}


def look_of(name: str) -> TypeLook:
    return TYPES.get(name) or TypeLook(name, "placeholder")


def quoted(text: object) -> str:
    """As the reader's language writes quotations."""
    return str(_("“%(text)s”")) % {"text": text}


def view_titles(document: Mapping[str, Any]) -> dict[str, str]:
    """Titles of the views, in the document's order."""
    return {key: view.get("title") or key for key, view in document.get("x-views", {}).items()}

"""What a browser without JavaScript does with a page: reads its form, fills it in, presses a button."""

from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.sights import Sight


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def main_form(response: HttpResponse) -> Tag:
    form = soup(response).select_one("main form")
    assert form is not None
    return form


def inputs(form: Tag) -> dict[str, Any]:
    """What the form would send as it stands, without a button; names sent more than once as lists."""
    sent: dict[str, Any] = {}
    for each in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(each["name"]), each.get("type")
        if kind in ("file", "submit") or (kind in ("radio", "checkbox") and not each.has_attr("checked")):
            continue
        if each.name == "textarea":
            value = each.get_text().removeprefix("\n")
        elif each.name == "select":
            chosen = each.select_one("option[selected]")
            value = str(chosen["value"]) if chosen else ""
        else:
            value = str(each.get("value", ""))
        if name in sent:
            known = sent[name]
            sent[name] = [*known, value] if isinstance(known, list) else [known, value]
        else:
            sent[name] = value
    return sent


def page_url(dossier: Sight | Dossier, step: str) -> str:
    found = dossier.dossier if isinstance(dossier, Sight) else dossier
    return reverse("citizen_portal:page", args=[found.uid, step])


def press(
    client: Client, url: str, answers: Mapping[str, Any], *, button: str = "_continue", value: str = "1"
) -> Any:
    """Open a page, change some of its inputs, and press a button of it."""
    page = client.get(url)
    assert page.status_code == 200, page.status_code
    sent = {**inputs(main_form(page)), **answers, button: value}
    return client.post(url, {name: each for name, each in sent.items() if each is not None})


def errors(response: HttpResponse) -> list[str]:
    """Texts of the error summary."""
    return [each.get_text(strip=True) for each in soup(response).select("#error-summary li")]


ASSOCIATION = {
    "asso_nom": "Association Les Tréteaux du Marais",
    "asso_rna": "W443001234",
    "asso_siret": "90000017500019",
    "asso_adresse-street": "12 bis quai de l'Île aux Aigrettes",
    "asso_adresse-postcode": "44800",
    "asso_adresse-town": "Saint-Herblain",
    "representant_nom": "Maëlle Le Goff",
    "representant_email": "maelle.legoff@example.org",
    "representant_tel": "02 40 00 00 12",
    "iban": "FR7630099000010000012345601",
}

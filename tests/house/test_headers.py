"""Headers and cookies of every answer at every address: SECURITY.md §2 (ASVS 3.3, 3.4, 14.3.2)."""

from collections.abc import Iterator

import pytest
from django.http.response import HttpResponseBase
from django.urls import reverse

from tests.house.addresses import addresses
from tests.house.town import ANONYMOUS, Country
from tests.house.walking import Answer, Walker

pytestmark = pytest.mark.django_db

ROLES = (ANONYMOUS, "citizen", "partner", "internal_partner", "agent", "admin")
KEPT_BY_BROWSERS = {
    "accounts:colours": "made of its address alone",
    "picture": "a logo, or a picture of a public page",
    "wagtailadmin_javascript_catalog": "Wagtail's words for its own scripts",
    "wagtailadmin_sprite": "Wagtail's icons",
}
DOWNLOADS = (
    "citizen_portal:document", "partner_portal:document", "partner_portal:reply_file", "crm:document",
    "crm:opinion_file", "crm:reply_file", "crm:request_document", "partner_portal:receipt_paper",
    "crm:receipt_paper", "citizen_portal:received", "partner_portal:received", "crm:request_received",
    "crm:sent_document", "partner_portal:enclosure", "crm:request_enclosure", "crm:enclosure",
    "crm:opinions_pdf",
)  # fmt: skip
FRAME = (
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
)


def walk(country: Country, role: str, verb: str) -> Iterator[tuple[str, Answer]]:
    walker = Walker(country, role)
    for name, path in {**addresses(country.ours), **{name: reverse(name) for name in FRAME}}.items():
        with walker.asks(verb, path) as answer:
            yield name, answer


@pytest.mark.parametrize("verb", ["GET", "POST"])
@pytest.mark.parametrize("role", ROLES)
def test_every_answer_has_the_headers(country: Country, role: str, verb: str) -> None:
    wrong = {
        f"{name} {answer.status}": faults
        for name, answer in walk(country, role, verb)
        if (faults := [*missing_defences(name, answer.response), *loose_cookies(answer.response)])
    }
    assert not wrong


def missing_defences(name: str, response: HttpResponseBase) -> Iterator[str]:
    headers = response.headers
    policy = headers.get("Content-Security-Policy", "")
    at_desk = name.startswith(("crm:", "wagtailadmin", "dossier_models", "views_config:"))
    for directive in (
        "default-src",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action",
        "frame-ancestors",
    ):
        if directive not in policy and "sandbox" not in policy:
            yield f"CSP without {directive}: {policy!r}"
    if "unsafe" in policy or "*" in policy:
        yield f"CSP allows too much: {policy!r}"
    if "frame-ancestors 'none'" not in policy and "sandbox" not in policy and not at_desk:
        yield "may be framed"
    if headers.get("X-Content-Type-Options") != "nosniff":
        yield "no nosniff"
    if headers.get("Referrer-Policy") not in ("same-origin", "no-referrer"):
        yield f"Referrer-Policy {headers.get('Referrer-Policy')!r}"
    if headers.get("X-Frame-Options") not in ("DENY", *(["SAMEORIGIN"] if at_desk else [])):
        yield f"X-Frame-Options {headers.get('X-Frame-Options')!r}"
    if "Permissions-Policy" not in headers or "Cross-Origin-Opener-Policy" not in headers:
        yield "no Permissions-Policy or Cross-Origin-Opener-Policy"
    kept = headers.get("Cache-Control", "")
    if "no-store" not in kept and name.partition("~")[0] not in KEPT_BY_BROWSERS:
        yield f"may be kept: {kept!r}"
    kind = headers.get("Content-Type", "")
    if kind.startswith("text/") and "charset=" not in kind:
        yield f"no charset: {kind!r}"


def loose_cookies(response: HttpResponseBase) -> Iterator[str]:
    for name, cookie in response.cookies.items():
        if cookie["max-age"] == 0:
            continue  # taken away again
        if not cookie["httponly"]:
            yield f"cookie {name} is open to scripts"
        if cookie["samesite"] not in ("Lax", "Strict"):
            yield f"cookie {name} goes everywhere"
        if cookie["domain"] or cookie["path"] != "/":
            yield f"cookie {name} is not this host's alone"


@pytest.mark.parametrize(("name", "role"), [
    ("citizen_portal:document", "citizen"), ("partner_portal:document", "partner"),
    ("partner_portal:reply_file", "partner"), ("partner_portal:receipt_paper", "partner"),
    ("crm:document", "agent"), ("crm:opinion_file", "agent"),
    ("crm:reply_file", "internal_partner"), ("crm:receipt_paper", "internal_partner"),
    ("crm:request_document", "internal_partner"),
    ("citizen_portal:received", "citizen"), ("partner_portal:received", "partner"),
    ("crm:request_received", "internal_partner"), ("crm:sent_document", "agent"),
    ("partner_portal:enclosure", "partner"), ("crm:request_enclosure", "internal_partner"),
    ("crm:enclosure", "agent"), ("crm:opinions_pdf", "agent"),
])  # fmt: skip
def test_a_file_comes_as_a_download_that_runs_nowhere(country: Country, name: str, role: str) -> None:
    with Walker(country, role).asks("GET", addresses(country.ours)[name]) as answer:
        headers = answer.response.headers
        assert answer.status == 200
        assert headers["Content-Disposition"].startswith("attachment;")
        assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert headers["Content-Type"] == "application/pdf"


def test_every_download_is_looked_at(country: Country) -> None:
    """Whoever adds another names it here, and gives it the test above."""
    found = set()
    for role in ROLES:
        for name, answer in walk(country, role, "GET"):
            if answer.status == 200 and not answer.response.headers["Content-Type"].startswith("text/"):
                found.add(name)
    assert found - set(KEPT_BY_BROWSERS) == set(DOWNLOADS)

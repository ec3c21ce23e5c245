"""Nobody but an agent of the organisation sees a dossier at the desk, whatever the address."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.models import User
from crm.urls import urlpatterns
from dossiers.models import Document
from solicitations.models import Solicitation
from tests.casting import Cast, Consultation, completed_draft
from tests.crm.conftest import opinion_of, text_of, url

LISTS = {"queue", "replies_seen", "requests", "registry", "registry_add", "ask_many"}
ELSEWHERE = {"batch"}
"""What `test_many.py` and `test_registry.py` guard."""
OF_THE_REGISTRY = {
    "registry_body", "registry_end_body", "registry_add_person", "registry_person", "registry_end_person",
}  # fmt: skip
OF_A_DOSSIER = {
    "send_again_to", "colleagues", "remove_colleague",
    "dossier", "move", "form", "page", "fields", "documents", "document", "opinion_file", "history",
    "partners", "hand_out", "sent_document", "recipients", "file_sight", "ask", "foresee", "enclosure",
    "remind", "reminders", "opinions", "opinions_pdf",
    "send_again", "withdraw", "version",
    "write", "accept_account", "decline_account",
    "parties", "invite_party", "beneficiary", "send_party_key", "withdraw_party",
}  # fmt: skip
OF_A_REQUEST = {
    "request", "request_enclosure", "opinion", "complement", "request_fields", "receipt", "receipt_paper",
    "confirm", "request_document", "decline_request", "question", "request_received", "reply_file",
}  # fmt: skip
POST_ONLY = {
    "replies_seen",
    "reminders",
    "move",
    "fields",
    "send_party_key",
    "request_fields",
    "accept_account",
    "decline_account",
}
STRANGERS = ("citizen", "other_citizen", "partner", "partner_unbound", "nobody")
COLLEAGUES = ("admin", "internal_partner", "other_organisation_admin", "agent_elsewhere")


def addresses(consultation: Consultation, *names: str) -> list[tuple[str, str]]:
    """Every address of these names, about this dossier."""
    uid = consultation.dossier.uid
    file = Document.objects.filter(dossier=consultation.dossier).first()
    assert file is not None
    more: dict[str, tuple[Any, ...]] = {
        "page": (uid, "instruction"), "fields": (uid, "instruction"), "document": (uid, file.pk),
        "opinion_file": (uid, file.pk), "enclosure": (uid, file.pk),
        "request_enclosure": (consultation.internal.uid, file.pk),
        "send_again": (uid, consultation.unbound.uid),
        "sent_document": (uid, file.pk), "recipients": (uid, file.pk), "file_sight": (uid, file.pk),
        "request_received": (consultation.internal.uid, file.pk),
        "accept_account": (uid, consultation.unbound.uid, 1),
        "colleagues": (uid, consultation.unbound.uid), "send_again_to": (uid, consultation.unbound.uid, 1),
        "remove_colleague": (uid, consultation.unbound.uid, 1),
        "decline_account": (uid, consultation.unbound.uid, 1),
        "reminders": (uid, consultation.partner.uid), "withdraw": (uid, consultation.partner.uid),
        "write": (uid, consultation.partner.uid),
        "send_party_key": (uid, uuid4()), "withdraw_party": (uid, uuid4()),
        "complement": (consultation.internal.uid, "apport"),
        "request_fields": (consultation.internal.uid, "apport"), "request_document": (uid, file.pk),
        "reply_file": (consultation.internal.uid, file.pk),
    }  # fmt: skip
    one = {name: (uid if name in OF_A_DOSSIER else consultation.internal.uid,) for name in names}
    return [(name, url(name, *more.get(name, () if name in LISTS else one[name]))) for name in sorted(names)]


def ask_for(client: Client, name: str, address: str) -> Any:
    return client.post(address) if name in POST_ONLY else client.get(address)


def test_every_address_is_in_this_table() -> None:
    assert {pattern.name for pattern in urlpatterns} == (
        LISTS | OF_A_DOSSIER | OF_A_REQUEST | OF_THE_REGISTRY | ELSEWHERE
    )


@pytest.mark.parametrize("role", STRANGERS)
def test_who_works_for_nobody_is_sent_to_the_sign_in(
    cast: Cast, consultation: Consultation, role: str
) -> None:
    client = cast.client(role)
    for name, address in addresses(consultation, *LISTS, *OF_A_DOSSIER, *OF_A_REQUEST):
        response = ask_for(client, name, address)
        assert response.status_code == 302, name
        assert response["Location"].startswith((reverse("account_login"), reverse("wagtailadmin_login"))), (
            name
        )


@pytest.mark.parametrize("role", COLLEAGUES)
def test_a_dossier_is_not_there_for_who_is_no_agent_of_ours(
    cast: Cast, consultation: Consultation, role: str
) -> None:
    client = cast.client(role)
    for name, address in addresses(consultation, *OF_A_DOSSIER):
        response = ask_for(client, name, address)
        assert response.status_code == 404, name
        assert consultation.dossier.reference not in text_of(response), name
    assert client.get(url("queue")).status_code == 403


@pytest.mark.parametrize("role", ["agent", "admin", "other_organisation_admin", "agent_elsewhere"])
def test_a_request_is_not_there_for_who_was_not_asked(
    cast: Cast, consultation: Consultation, role: str
) -> None:
    client = cast.client(role)
    for name, address in addresses(consultation, *OF_A_REQUEST):
        assert ask_for(client, name, address).status_code == 404, name


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("agent", 200),
        ("admin", 200),
        ("internal_partner", 200),
        ("agent_elsewhere", 403),
        ("other_organisation_admin", 403),
    ],
)
def test_the_list_of_requests_is_for_colleagues(cast: Cast, role: str, status: int) -> None:
    assert cast.client(role).get(url("requests")).status_code == status


def test_a_partner_asked_on_the_portal_does_not_answer_at_the_desk(
    cast: Cast, consultation: Consultation
) -> None:
    """An external partner who happens to work here keeps to the portal's page."""
    client = cast.client("internal_partner")
    Solicitation.objects.filter(pk=consultation.internal.pk).update(internal=False)
    assert client.get(url("request", consultation.internal.uid)).status_code == 404


def test_what_does_not_exist_looks_like_what_is_not_yours(cast: Cast, consultation: Consultation) -> None:
    client = cast.client("agent_elsewhere")
    unknown = client.get(url("dossier", uuid4()))
    foreign = client.get(url("dossier", consultation.dossier.uid))
    assert unknown.status_code == foreign.status_code == 404
    assert "There is nothing here" in text_of(foreign)


def test_a_draft_is_not_there_before_it_is_filed(cast: Cast, agent: Client) -> None:
    assert agent.get(url("dossier", completed_draft(cast).dossier.uid)).status_code == 404


class TestTheFrame:
    def menu(self, client: Client) -> str:
        return text_of(client.get("/desk/"))

    def test_an_agent_finds_the_queue_and_their_requests(self, cast: Cast) -> None:
        page = self.menu(cast.client("agent"))
        assert f'"{url("queue")}"' in page
        assert f'"{url("requests")}"' in page

    def test_a_colleague_finds_their_requests_only(self, cast: Cast) -> None:
        page = self.menu(cast.client("internal_partner"))
        assert f'"{url("queue")}"' not in page
        assert f'"{url("requests")}"' in page

    @pytest.mark.parametrize("role", ["agent", "internal_partner", "admin"])
    def test_sections_of_wagtail_are_not_in_the_way(self, cast: Cast, role: str) -> None:
        page = self.menu(cast.client(role))
        for name in ("explorer", "images", "documents", "reports", "help"):
            assert f'"name": "{name}"' not in page
            assert f'["{name}", ' not in page

    def test_who_runs_the_installation_keeps_them(self, cast: Cast) -> None:
        User.objects.filter(pk=cast.agent.pk).update(is_superuser=True)
        assert "/desk/images/" in self.menu(cast.client("agent"))

    def test_the_first_page_shows_what_waits(self, cast: Cast, consultation: Consultation) -> None:
        assert consultation.dossier.reference in self.menu(cast.client("agent"))
        assert "Avis financier" in self.menu(cast.client("internal_partner"))
        assert consultation.dossier.reference not in self.menu(cast.client("admin"))
        assert consultation.dossier.reference not in self.menu(cast.client("agent_elsewhere"))

    def test_the_first_page_shows_replies_past_their_date(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        Solicitation.objects.update(due_on="2020-01-01")
        page = self.menu(cast.client("agent"))
        assert "past their date" in page
        assert "Scène Sûre" in page

    @pytest.mark.parametrize("role", ["agent", "admin"])
    def test_no_route_of_wagtail_shows_a_dossier(
        self, cast: Cast, consultation: Consultation, role: str
    ) -> None:
        """Every address of the frame that needs no argument is opened; none holds a word of the dossier."""
        opinion_of(
            cast, "internal_partner", consultation.internal, "defavorable", "Reasons-nobody-else-reads"
        )
        client = cast.client(role)
        client.raise_request_exception = False
        opened = 0
        for address in plain_addresses():
            if address in (reverse("wagtailadmin_home"), url("queue"), url("requests")):
                continue
            response = client.get(address, {"q": "Festival"})
            opened += 1
            content = b"" if response.streaming else response.content
            for word in ("Maëlle Le Goff", "Théâtre au bord", "Reasons-nobody-else-reads"):
                assert word.encode() not in content, address
        assert opened > 20


def plain_addresses() -> list[str]:
    """Addresses below /desk/ that take no argument."""
    found = set()
    for patterns, prefix in walk(get_resolver().url_patterns, ""):
        address = prefix + str(patterns.pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")
        if address.startswith("desk/") and not set("<(\\[*") & set(address):
            found.add(f"/{address}")
    return sorted(found)


def walk(patterns: list[Any], prefix: str) -> Any:
    for each in patterns:
        if hasattr(each, "url_patterns"):
            yield from walk(each.url_patterns, prefix + str(each.pattern).removeprefix("^"))
        else:
            yield each, prefix

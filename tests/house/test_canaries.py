"""What a reader may not know is in none of the channels: SECURITY.md §3 row 9, §5.2."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from dossiers import outbox
from dossiers.models import ConfirmedAddress, Outbox
from dossiers.sights import as_agent
from tests.casting import moved
from tests.house.addresses import addresses
from tests.house.aviary_town import Aviaries, build_aviary
from tests.house.places_town import readers_of_places
from tests.house.town import ROLES
from tests.house.walking import Walker

pytestmark = pytest.mark.django_db

READERS = ("citizen", "agent", "internal_partner", "partner", "accountant")
OUTSIDERS = (
    "anonymous", "other_citizen", "partner_unbound", "partner_withdrawn", "admin", "agent_elsewhere",
)  # fmt: skip
DOWNLOADS = (
    "citizen_portal:document", "partner_portal:document", "crm:document", "crm:opinion_file",
    "crm:request_document",
)  # fmt: skip
"""Each is asked by dossier and file."""


@dataclass(frozen=True)
class Page:
    """`text` is body and headers, what was asked for left out."""

    status: int
    is_html: bool
    text: str


@dataclass
class Heard:
    """Everything one reader was shown, GET by GET; asked for once, for all tests of this file."""

    aviaries: Aviaries
    pages: dict[str, dict[str, Page]] = field(default_factory=dict)

    def by(self, role: str) -> dict[str, Page]:
        if role not in self.pages:
            walker = Walker(self.aviaries.country, self.aviaries.reader(role))
            self.pages[role] = {
                name: page_of(walker, "GET", path) for name, path in paths(self.aviaries).items()
            }
        return self.pages[role]


def page_of(walker: Walker, verb: str, path: str) -> Page:
    with walker.asks(verb, path) as answer:
        headers = dict(answer.response.headers)
        is_html = headers.get("Content-Type", "").startswith("text/html")
        return Page(answer.status, is_html, f"{answer.text}\n{headers}".replace(path, ""))


@pytest.fixture(scope="module")
def heard(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Heard]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Heard(build_aviary())
        transaction.set_rollback(True)


@pytest.fixture
def aviaries(heard: Heard) -> Aviaries:
    return heard.aviaries


def paths(aviaries: Aviaries) -> Mapping[str, str]:
    """All addresses of ours, the desk's first page, every file by every way, searches for what is hidden."""
    found = dict(addresses(aviaries.country.ours))
    found["wagtailadmin_home"] = "/desk/"
    for document in aviaries.dossier.documents.all():
        for name in DOWNLOADS:
            path = reverse(name, args=[aviaries.dossier.uid, document.pk])
            found[f"{name}~{document.purpose} {document.field}"] = path
    town = aviaries.country.ours
    for sent in aviaries.dossier.sent_documents.all():
        number, paper = sent.pk, sent.document_id
        found[f"crm:sent_document~{number}"] = reverse("crm:sent_document", args=[town.pending.uid, paper])
        found[f"citizen_portal:received~{number}"] = reverse(
            "citizen_portal:received", args=[town.pending.uid, paper]
        )
        found[f"partner_portal:received~{number}"] = reverse(
            "partner_portal:received", args=[town.given.uid, paper]
        )
        found[f"crm:request_received~{number}"] = reverse(
            "crm:request_received", args=[town.internal.uid, paper]
        )
    for number, word in enumerate(("zq0", "SUB-", "W443001234", "Aline", "FR76")):
        found[f"crm:queue~search {number}"] = f"{found['crm:queue']}?q={word}"
    return found


@pytest.mark.parametrize("role", [*READERS, *OUTSIDERS])
def test_no_page_and_no_file_sings_of_what_is_hidden(heard: Heard, role: str) -> None:
    sung = {
        f"{name} {page.status}": found
        for name, page in heard.by(role).items()
        if (found := heard.aviaries.aviary.heard(role, page.text))
    }
    assert not sung


@pytest.mark.parametrize("role", READERS)
def test_no_refusal_sings_of_what_is_hidden(aviaries: Aviaries, role: str) -> None:
    """What comes back from a POST of nothing: refusals, problems, pages shown again."""
    walker, sung = Walker(aviaries.country, aviaries.reader(role)), {}
    for name, path in paths(aviaries).items():
        page = page_of(walker, "POST", path)
        if found := aviaries.aviary.heard(role, page.text):
            sung[f"{name} {page.status}"] = found
    assert not sung


@pytest.mark.parametrize("role", READERS)
def test_each_reader_hears_what_is_for_them(heard: Heard, role: str) -> None:
    """Or else the tests above would listen to empty cages."""
    text = "".join(page.text for page in heard.by(role).values())
    meant = [each for each in heard.aviaries.aviary.canaries.values() if role in each.seen_by]
    assert len(meant) > 8
    unheard = {each.name for each in meant if not each.sung_in(text)}
    rarely = ("verdict", "option", "status", "name of")  # one of several, or in letters only
    assert not {name for name in unheard if not name.startswith(rarely)}


@pytest.mark.parametrize("role", READERS)
def test_nothing_that_was_typed_is_markup(heard: Heard, role: str) -> None:
    assert not [name for name, page in heard.by(role).items() if page.is_html and "canari <b>" in page.text]


def test_no_letter_tells_its_reader_more_than_the_dossier_does(aviaries: Aviaries) -> None:
    cast = aviaries.country.ours.cast
    readers = {user.email: role for role in ROLES if (user := aviaries.country.user(role))}
    readers[aviaries.accountant.email] = "accountant"
    readers |= readers_of_places()
    given = ConfirmedAddress.objects.values_list("email", flat=True)
    readers |= dict.fromkeys(given, "citizen")  # who gave it reads there; nobody else is told anything
    owed = set(Outbox.objects.values_list("kind", flat=True))
    mail.outbox.clear()
    outbox.pump(at=timezone.now() + dt.timedelta(days=3))
    assert not Outbox.objects.exclude(last_error="").exists()
    agent = cast.actor("agent")
    moved(agent, as_agent(agent, aviaries.dossier.uid), "commission")
    moved(agent, as_agent(agent, aviaries.dossier.uid), "accorde")
    owed |= set(Outbox.objects.values_list("kind", flat=True))
    outbox.pump(at=timezone.now() + dt.timedelta(days=3))
    assert owed == outbox.known_letters(), "a letter nobody in this story gets: let it be sent here too"
    assert len(mail.outbox) >= len(owed)
    for letter in mail.outbox:
        (to,) = letter.to
        whole = f"{letter.message().as_string()}\n{letter.subject}\n{letter.body}"
        assert not aviaries.aviary.heard(readers[to], whole), (to, letter.subject)


@pytest.mark.parametrize(("role", "surface"), [
    ("partner", "partner_portal:"), ("accountant", "partner_portal:"), ("internal_partner", "crm:request"),
    ("citizen", "citizen_portal:"),
])  # fmt: skip
def test_the_decision_changes_what_is_heard_at_once(aviaries: Aviaries, role: str, surface: str) -> None:
    """Partners hear nothing any more; the applicant hears the reason, and no more than that."""
    cast = aviaries.country.ours.cast
    agent = cast.actor("agent")
    moved(agent, as_agent(agent, aviaries.dossier.uid), "commission")
    moved(agent, as_agent(agent, aviaries.dossier.uid), "accorde")
    walker = Walker(aviaries.country, aviaries.reader(role))
    theirs = [path for name, path in paths(aviaries).items() if name.startswith(surface)]
    text = "".join(page_of(walker, "GET", path).text for path in theirs)
    sung = {each.name for each in aviaries.aviary.canaries.values() if each.sung_in(text)}
    if role == "citizen":
        assert {"decision_motif", "title of decision_motif"} <= sung
        hidden = {each.name for each in aviaries.aviary.hidden_from("citizen")}
        assert sung & hidden == {"decision_motif", "title of decision_motif"}
    else:
        assert not sung


def test_no_command_and_no_log_line_sings_at_all(
    aviaries: Aviaries, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    said = StringIO()
    call_command("verify_audit", stdout=said)
    outbox.pump(at=timezone.now() + dt.timedelta(days=3))
    for role, surface in (("partner", "partner_portal:"), ("agent", "crm:"), ("citizen", "citizen_portal:")):
        walker = Walker(aviaries.country, role)
        for name, path in paths(aviaries).items():
            if name.startswith(surface):
                page_of(walker, "POST", path)
    captured = capsys.readouterr()
    text = "\n".join([said.getvalue(), caplog.text, captured.out, captured.err])
    assert "refused" in text
    assert [each.name for each in aviaries.aviary.canaries.values() if each.sung_in(text)] == []

"""Partners never learn of each other unless the model says so, nor do parties of partners.

Twin worlds that differ only in what others were asked, said, sent and were written: every page, file, letter
and header is the same to the byte.
"""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, User, actor_for
from accounts.services import appoint
from config.demo.papers import pdf
from dossier_models.models import ModelVersion
from dossiers import outbox
from dossiers.models import Dossier, Outbox
from dossiers.services import Upload
from dossiers.sights import as_agent
from formengine.document import document_digest
from solicitations.models import Solicitation
from solicitations.selectors import request_for
from solicitations.services import (
    Ask,
    ask,
    ask_question,
    decline,
    give_opinion,
    remind,
    withdraw,
    write_to_partner,
)
from solicitations.services.replying import Verdict
from tests.casting import person
from tests.house.addresses import addresses
from tests.house.town import Country
from tests.house.twins import STEADY
from tests.house.walking import Walker

pytestmark = pytest.mark.django_db

READERS = {
    "partner": ("partner_portal:",),
    "partner_unbound": ("partner_portal:", "citizen_portal:"),  # another party of one dossier
    "other_citizen": ("citizen_portal:",),  # for whom it was filed
    "internal_partner": ("crm:request", "crm:opinion", "crm:complement", "crm:receipt", "wagtailadmin_home"),
    "citizen": ("citizen_portal:",),
}


KEPT = (
    "Autres motifs", "autre.pdf", "Autre question", "Autre mot", "Autre raison",
    "Tiers", "Autre retrait", "Autre relance",
)  # fmt: skip


def answers(country: Country, reader: str | User, surfaces: tuple[str, ...]) -> dict[str, str]:
    """Everything this reader is answered, to a GET and to a POST of nothing."""
    walker, found = Walker(country, reader), {}
    everywhere = {**addresses(country.ours), "wagtailadmin_home": "/desk/"}
    for name, path in everywhere.items():
        for verb in ("GET", "POST") if name.startswith(surfaces) else ():
            with walker.asks(verb, path) as answer:
                whole = f"{answer.status}\n{dict(answer.response.headers)}\n{answer.body!r}"
                for pattern, word in STEADY:
                    whole = re.sub(pattern, word, whole)
                found[f"{verb} {name}"] = whole
    return found


def letters(country: Country, reader: User | None) -> dict[str, str]:
    """All mails owed to this partner, as they would be sent now."""
    assert reader is not None
    own = Solicitation.objects.filter(partner_email=reader.email) | Solicitation.objects.filter(
        participation__user=reader
    )
    found = {}
    for pk in own.values_list("pk", flat=True):
        for row in Outbox.objects.filter(refs__solicitation=pk).exclude(refs__has_key="agent"):
            mail = outbox._LETTERS[row.kind](row, "SECRET")
            found[row.dedupe_key] = f"{mail.to}\n{mail.subject}\n{mail.body}" if mail else ""
    return found


@contextmanager
def world(country: Country, *, others: bool) -> Iterator[None]:
    """Ours, for as long as this lasts; with `others` much has been asked of others, and came back."""
    with transaction.atomic():
        if others:
            _live(country)
        yield
        transaction.set_rollback(True)


def _live(country: Country) -> None:
    town, colleagues = country.ours, []
    for number in range(3):
        found = person(f"Autre {number}", f"autre{number}@ville.example")
        appoint(user=found, organisation=town.cast.organisation, role=Membership.Role.COLLEAGUE)
        colleagues.append(found)
    for dossier in (town.pending, town.answered, town.parties.dossier):
        _asked_of(country, Dossier.objects.get(pk=dossier.pk), colleagues)


def _asked_of(country: Country, dossier: Dossier, colleagues: list[User]) -> None:
    cast, at = country.ours.cast, timezone.now()
    agent, due = cast.actor("agent"), timezone.localdate() - dt.timedelta(days=0)
    wanted = [
        Ask("both", "juridique", due, str(each), each.email, each.pk, "Autre chose.") for each in colleagues
    ]
    outside = Ask("opinion", "technique", due, "Tiers", "tiers@ailleurs.example", None, "Autre chose.")
    made = ask(
        actor=agent, sight=as_agent(agent, dossier.uid), asks=[*wanted, outside], move_to=None, key=uuid4(),
        at=at,
    )  # fmt: skip
    inside = {each.pk: asked for each in colleagues for asked in made if asked.partner_email == each.email}
    first, second, third = (inside[each.pk] for each in colleagues)
    who = [actor_for(each, cast.organisation) for each in colleagues]
    paper = pdf("Autre avis")
    upload = Upload("autre.pdf", len(paper), ContentFile(paper))
    give_opinion(
        actor=who[0], request=request_for(who[0], first.uid), key=uuid4(), at=at,
        verdict=Verdict("defavorable", "Autres motifs.", (upload,)),
    )  # fmt: skip
    ask_question(
        actor=who[1], request=request_for(who[1], second.uid), text="Autre question ?", key=uuid4(), at=at
    )  # fmt: skip
    write_to_partner(
        actor=agent, sight=as_agent(agent, dossier.uid), solicitation_id=first.pk, text="Autre mot.",
        key=uuid4(), at=at,
    )  # fmt: skip
    decline(actor=who[2], request=request_for(who[2], third.uid), reason="Autre raison.", key=uuid4(), at=at)
    remind(
        actor=agent, sight=as_agent(agent, dossier.uid), key=uuid4(), at=at, chosen=[second.uid],
        words="Autre relance.",
    )  # fmt: skip
    withdraw(
        actor=agent, sight=as_agent(agent, dossier.uid), solicitation_id=made[-1].pk, key=uuid4(), at=at,
        reason="Autre retrait.",
    )  # fmt: skip


def acquainted(country: Country) -> None:
    """From now on the model of our dossiers lets partners know of each other."""
    for version in ModelVersion.objects.filter(organisation=country.ours.cast.organisation):
        document = {**version.document, "x-partners": {"acquainted": True}}
        made = ModelVersion.objects.create(
            organisation=version.organisation, model=version.model, number=version.number + 70,
            document=document, digest=document_digest(document), published_at=version.published_at,
        )  # fmt: skip
        Dossier.objects.filter(version=version).update(version=made)


def both_worlds(country: Country, reader: str, surfaces: tuple[str, ...]) -> list[str]:
    """Where the two are told apart, both seen at one moment."""
    moment, seen = timezone.now(), []
    with patch.object(timezone, "now", lambda: moment):
        for others in (False, True):
            with world(country, others=others):
                user = country.user(reader)
                mails = letters(country, user) if "partner" in reader else {}
                seen.append({**answers(country, reader, surfaces), **mails})
    one, other = seen
    return [name for name in one if one[name] != other.get(name)]


@pytest.mark.parametrize("reader", READERS)
def test_nothing_tells_what_others_were_asked_or_said(country: Country, reader: str) -> None:
    assert both_worlds(country, reader, READERS[reader]) == []


def test_an_agent_tells_the_two_apart(country: Country) -> None:
    """Or else there would be nothing to tell."""
    names = ("crm:partners", "crm:opinions", "crm:history", "crm:queue", "wagtailadmin_home")
    assert {name.partition(" ")[2] for name in both_worlds(country, "agent", names)} >= {*names}


def test_where_the_model_says_so_partners_learn_who_else_was_asked_and_no_more(country: Country) -> None:
    with transaction.atomic():
        acquainted(country)
        seen = answers_of_others(country)
        transaction.set_rollback(True)
    for reader, page in seen.items():
        for told in ("Autre 0", "Autre 1", "Autre 2", "has replied", "no reply so far"):
            assert told in page, (reader, told)
        assert [kept for kept in KEPT if kept in page] == [], reader


def answers_of_others(country: Country) -> dict[str, str]:
    """The pages of two requests once much was asked of others, by reader."""
    with world(country, others=True):
        everywhere = addresses(country.ours)
        readers = {"partner": "partner_portal:request", "internal_partner": "crm:request"}
        found = {}
        for reader, name in readers.items():
            with Walker(country, reader).asks("GET", everywhere[name]) as answer:
                found[reader] = answer.text
        return found

"""What becomes of mails to partners stands in the trail: accepted, or refused for good by the mail server."""

import smtplib
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.enums import Delivery
from dossiers.models import Event, Outbox
from dossiers.outbox import GIVE_UP_AFTER, pump
from dossiers.sights import as_agent
from solicitations.models import Solicitation
from solicitations.services import send_again
from tests.casting import Cast, Consultation, dossier_under_consultation
from tests.crm.conftest import text_of

ADDRESS = "y.quemeneur@scene-sure.example"


@pytest.fixture
def stage(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """What the mail server answers for some addresses; it takes the mails for all others."""
    answers: dict[str, int] = {}
    send = EmailMessage.send

    def answer(self: EmailMessage, fail_silently: bool = False) -> int:
        refused = {each: (answers[each], b"no such user") for each in self.to if each in answers}
        if refused:
            raise smtplib.SMTPRecipientsRefused(refused)
        return send(self, fail_silently)

    monkeypatch.setattr(EmailMessage, "send", answer)
    return answers


def key_row(asked: Solicitation) -> Outbox:
    return Outbox.objects.get(dedupe_key=f"key:{Solicitation.objects.get(pk=asked.pk).invitation_id}")


def events(stage: Consultation, kind: str) -> list[dict[str, object]]:
    return [each.params for each in Event.objects.filter(dossier=stage.dossier, kind=kind).order_by("number")]


def test_that_the_server_took_the_mail_is_noted(stage: Consultation, mailoutbox: list[EmailMessage]) -> None:
    pump(at=timezone.now())
    noted = {"hint": stage.key_of(stage.unbound)[:4], "solicitation": stage.unbound.pk}
    assert noted in events(stage, "mail_accepted")
    assert not events(stage, "mail_refused")


def test_an_address_that_is_refused_for_good_is_tried_no_more(
    stage: Consultation, refusing: dict[str, int], mailoutbox: list[EmailMessage]
) -> None:
    refusing[ADDRESS] = 550
    pump(at=timezone.now())
    row = key_row(stage.unbound)
    assert (row.state, row.sealed, row.attempts) == (Delivery.HUMAN, None, 1)
    assert events(stage, "mail_refused") == [{"letter": "key", "solicitation": stage.unbound.pk}]
    pump(at=timezone.now() + GIVE_UP_AFTER)
    assert key_row(stage.unbound).attempts == 1


def test_a_full_mailbox_is_tried_again(stage: Consultation, refusing: dict[str, int]) -> None:
    refusing[ADDRESS] = 452
    pump(at=timezone.now())
    row = key_row(stage.unbound)
    assert row.state == Delivery.PENDING
    assert row.sealed is not None
    assert not events(stage, "mail_refused")


def test_what_was_tried_for_a_week_is_noted_too(stage: Consultation, refusing: dict[str, int]) -> None:
    refusing[ADDRESS] = 452
    pump(at=timezone.now() + GIVE_UP_AFTER * 2)
    assert key_row(stage.unbound).state == Delivery.HUMAN
    assert len(events(stage, "mail_refused")) == 1


class TestThePanel:
    def test_it_says_so_until_a_mail_arrives(
        self, cast: Cast, stage: Consultation, refusing: dict[str, int], mailoutbox: list[EmailMessage]
    ) -> None:
        agent: Client = cast.client("agent")
        panel = reverse("crm:partners", args=[stage.dossier.uid])
        refusing[ADDRESS] = 550
        pump(at=timezone.now())
        page = text_of(agent.get(panel))
        assert "The mail to y…@scene-sure.example could not be delivered" in page
        assert "Correct the address or send again" in page
        path = reverse("crm:send_again", args=[stage.dossier.uid, stage.unbound.uid])
        assert ADDRESS in agent.get(path).text
        assert agent.post(path, {"email": "yann@scene-sure.example"}).status_code == 302
        assert "could not be delivered (" not in text_of(agent.get(panel))
        pump(at=timezone.now())
        assert ["yann@scene-sure.example"] in [each.to for each in mailoutbox]
        page = text_of(agent.get(panel))
        assert "could not be delivered (" not in page
        assert "could not deliver a mail: the key." in page  # the time line keeps it

    def test_a_colleagues_mail_is_said_at_their_name(
        self, cast: Cast, stage: Consultation, refusing: dict[str, int]
    ) -> None:
        agent = cast.client("agent")
        path = reverse("crm:colleagues", args=[stage.dossier.uid, stage.unbound.uid])
        agent.post(path, {"name": "Jeanne", "email": "jeanne@scene-sure.example"})
        refusing["jeanne@scene-sure.example"] = 550
        pump(at=timezone.now())
        page = text_of(agent.get(reverse("crm:partners", args=[stage.dossier.uid])))
        assert "The mail to j…@scene-sure.example could not be delivered" in page
        assert "The mail to y…@scene-sure.example could not be delivered" not in page


def test_a_note_that_fails_stops_no_mail(
    cast: Cast, stage: Consultation, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("dossiers.outbox._OUTCOMES", [broken])
    sent = pump(at=timezone.now())
    assert sent >= len(mailoutbox) > 0
    assert not events(stage, "mail_accepted")


def test_a_key_sent_again_is_told_by_its_own_first_group(
    cast: Cast, stage: Consultation, mailoutbox: list[EmailMessage]
) -> None:
    agent = cast.actor("agent")
    send_again(
        actor=agent, sight=as_agent(agent, stage.dossier.uid), solicitation_id=stage.unbound.pk, key=uuid4(),
        at=timezone.now(),
    )  # fmt: skip
    pump(at=timezone.now())
    old = stage.key_of(stage.unbound)
    bodies = "\n".join(str(each.body) for each in mailoutbox)
    assert old not in bodies  # replaced before it was sent: never sent at all

"""Keys that nobody uses: announced three days before their end, marked and told of once it has come."""

import datetime as dt

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from dossiers import nightly
from dossiers.audit import verify
from dossiers.models import Dossier, Event, Invitation
from dossiers.outbox import pump
from solicitations.models import Solicitation
from solicitations.services.expiring import announce_end, mark_expired
from tests.casting import Cast, Consultation, attached, dossier_under_consultation

DAY = dt.timedelta(days=1)


@pytest.fixture
def stage(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


def end_of(asked: Solicitation) -> dt.datetime:
    return Invitation.objects.get(pk=asked.invitation_id).expires_at


def kinds(asked: Solicitation, *wanted: str) -> list[str]:
    found = Event.objects.filter(dossier_id=asked.dossier_id, kind__in=wanted, params__solicitation=asked.pk)
    return list(found.order_by("number").values_list("kind", flat=True))


def test_both_are_done_every_night() -> None:
    assert {"keys_that_end_soon", "keys_that_expired"} <= set(nightly.known_work())


class TestAnnounced:
    def test_three_days_before_and_once(self, stage: Consultation, mailoutbox: list[EmailMessage]) -> None:
        end = end_of(stage.unbound)
        assert announce_end(end - 4 * DAY) == 0
        assert [announce_end(end - 3 * DAY), announce_end(end - 2 * DAY), announce_end(end - 3 * DAY)] == [
            1,
            0,
            0,
        ]
        assert kinds(stage.unbound, "key_ending") == ["key_ending"]
        pump(at=end - 3 * DAY)
        (mail,) = [each for each in mailoutbox if each.subject.startswith("Your key ends on")]
        assert mail.to == ["y.quemeneur@scene-sure.example"]

    def test_without_the_key(self, stage: Consultation, mailoutbox: list[EmailMessage]) -> None:
        key, end = stage.key_of(stage.unbound), end_of(stage.unbound)
        announce_end(end - 3 * DAY)
        pump(at=end - 3 * DAY)
        (mail,) = [each for each in mailoutbox if each.subject.startswith("Your key ends on")]
        whole = mail.message().as_string()
        assert f"{key[:4]}-…" in mail.body
        assert key not in whole
        assert key[5:9] not in whole

    def test_not_where_it_was_used_or_nothing_is_owed(self, cast: Cast, stage: Consultation) -> None:
        end = end_of(stage.unbound)
        attached(cast, "partner_unbound", stage.key_of(stage.unbound))
        assert announce_end(end - 3 * DAY) == 0
        assert mark_expired(end + DAY) == 0

    def test_not_by_mail_once_it_was_used_meanwhile(
        self, cast: Cast, stage: Consultation, mailoutbox: list[EmailMessage]
    ) -> None:
        end = end_of(stage.unbound)
        announce_end(end - 3 * DAY)
        attached(cast, "partner_unbound", stage.key_of(stage.unbound))
        pump(at=end - 3 * DAY)
        assert not [each for each in mailoutbox if each.subject.startswith("Your key ends on")]


class TestExpired:
    def test_it_is_marked_and_the_agent_told_once(
        self, stage: Consultation, mailoutbox: list[EmailMessage]
    ) -> None:
        end = end_of(stage.unbound)
        assert mark_expired(end - dt.timedelta(seconds=1)) == 0
        assert [mark_expired(end), mark_expired(end), mark_expired(end + 9 * DAY)] == [1, 0, 0]
        assert Invitation.objects.get(pk=stage.unbound.invitation_id).expired_at == end
        assert kinds(stage.unbound, "key_expired") == ["key_expired"]
        pump(at=end)
        pump(at=end + DAY)
        told = [each for each in mailoutbox if each.subject.startswith("A key has expired")]
        assert [each.to for each in told] == [["k.benhaddou@ville.example"]]
        assert stage.key_of(stage.unbound) not in told[0].body

    def test_a_withdrawn_one_is_not(self, stage: Consultation) -> None:
        assert mark_expired(timezone.now() + 400 * DAY) == 1  # the one that was neither used nor withdrawn
        assert kinds(stage.withdrawn, "key_expired") == []

    def test_the_trail_stays_whole(self, stage: Consultation) -> None:
        mark_expired(end_of(stage.unbound))
        assert verify(Dossier.objects.get(pk=stage.dossier.pk)) is None

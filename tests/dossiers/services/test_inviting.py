"""Keys are bound once, by the right account, while they last; all else is refused, and written down."""

import datetime as dt

import pytest
from django.db.models import F
from django.utils import timezone

from dossiers import keys
from dossiers.enums import EventKind, Role
from dossiers.models import Event, Invitation, KeyAttempt, Participation
from dossiers.services import KeyRefused
from dossiers.throttling import TooManyTries
from solicitations.enums import State
from solicitations.models import Solicitation
from solicitations.services import attach
from tests.casting import Cast, Consultation, attached, dossier_under_consultation
from tests.stored import everything_stored


@pytest.fixture
def stage(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


@pytest.fixture
def key(stage: Consultation) -> str:
    """The key that nobody has used yet. It was sent to `partner_unbound`."""
    return stage.key_of(stage.unbound)


def reason(cast: Cast, role: str, key: str) -> str:
    with pytest.raises(KeyRefused) as refused:
        attached(cast, role, key)
    assert refused.value.http_status == 422
    return refused.value.reason


def last_event(stage: Consultation) -> Event:
    event: Event = stage.dossier.events.order_by("-number")[0]
    return event


class TestBound:
    def test_it_gives_a_participation_capped_by_what_was_asked(
        self, cast: Cast, stage: Consultation, key: str
    ) -> None:
        solicitation = attached(cast, "partner_unbound", key)
        assert solicitation.pk == stage.unbound.pk
        assert solicitation.state == State.ATTACHED
        participation = Participation.objects.get(solicitation=solicitation)
        assert (participation.user_id, participation.role, participation.view) == (
            cast.partner_unbound.pk,
            Role.PARTNER,
            "partner",
        )
        assert (participation.kind, participation.scope) == ("opinion", "technique")
        assert last_event(stage).kind == EventKind.BOUND

    def test_the_same_account_again_comes_to_the_same_place(
        self, cast: Cast, stage: Consultation, key: str
    ) -> None:
        assert attached(cast, "partner_unbound", key) == attached(cast, "partner_unbound", key)
        assert Participation.objects.filter(solicitation=stage.unbound).count() == 1

    def test_the_address_may_be_written_in_capitals(self, cast: Cast, stage: Consultation, key: str) -> None:
        Invitation.objects.filter(pk=stage.unbound.invitation_id).update(
            intended_email=cast.partner_unbound.email.upper()
        )
        assert attached(cast, "partner_unbound", key)


class TestRefused:
    def test_another_account_has_used_it(self, cast: Cast, stage: Consultation) -> None:
        assert reason(cast, "partner_unbound", stage.key_of(stage.partner)) == "used"
        assert (last_event(stage).kind, last_event(stage).params["reason"]) == (EventKind.KEY_TRIED, "used")

    def test_it_was_sent_to_another_address(self, cast: Cast, stage: Consultation, key: str) -> None:
        assert reason(cast, "partner", key) == "other_address"
        assert Invitation.objects.get(pk=stage.unbound.invitation_id).bound_to is None
        assert last_event(stage).user_id == cast.partner.pk

    def test_it_has_expired(self, cast: Cast, stage: Consultation, key: str) -> None:
        Invitation.objects.filter(pk=stage.unbound.invitation_id).update(
            expires_at=timezone.now() - dt.timedelta(seconds=1)
        )
        assert reason(cast, "partner_unbound", key) == "expired"

    def test_it_was_withdrawn_even_for_whom_had_attached_it(self, cast: Cast, stage: Consultation) -> None:
        assert reason(cast, "partner_withdrawn", stage.key_of(stage.withdrawn)) == "withdrawn"
        assert not Participation.objects.running().filter(user=cast.partner_withdrawn).exists()

    def test_it_is_not_known(self, cast: Cast, stage: Consultation) -> None:
        assert reason(cast, "partner", keys.generate()) == "unknown"
        attempt = KeyAttempt.objects.get()
        assert (attempt.user_id, attempt.network) == (cast.partner.pk, "192.0.2.1")

    def test_nobody_attaches_without_an_account(self, cast: Cast, key: str) -> None:
        assert reason(cast, "nobody", key) == "unknown"

    def test_a_key_of_one_organisation_is_unknown_in_another(
        self, cast: Cast, stage: Consultation, key: str
    ) -> None:
        normal = keys.normalise(key) or ""
        for organisation in (cast.organisation, cast.other_organisation):
            with pytest.raises(KeyRefused) as refused:
                attach(
                    actor=cast.actor("partner_unbound", cast.other_organisation),
                    digest=keys.digest(normal, organisation_id=organisation.pk),
                    hint="",
                    address="",
                    at=timezone.now(),
                )
            assert refused.value.reason == "unknown"

    @pytest.mark.parametrize("role", ["partner", "partner_withdrawn", "citizen", "agent"])
    def test_no_message_tells_of_the_dossier(
        self, cast: Cast, stage: Consultation, key: str, role: str
    ) -> None:
        with pytest.raises(KeyRefused) as refused:
            attached(cast, role, key)
        for hint in (stage.dossier.reference, stage.dossier.title, cast.partner_unbound.email, "Quéméneur"):
            assert hint
            assert hint not in str(refused.value.message)


class TestTries:
    def test_after_five_wrong_keys_a_right_one_has_to_wait(
        self, cast: Cast, stage: Consultation, key: str
    ) -> None:
        at = timezone.now()
        for _try in range(5):
            with pytest.raises(KeyRefused):
                attached(cast, "partner_unbound", keys.generate(), at=at)
        with pytest.raises(TooManyTries):
            attached(cast, "partner_unbound", key, at=at)
        assert attached(cast, "partner_unbound", key, at=at + dt.timedelta(minutes=1))

    def test_a_try_while_waiting_is_not_looked_at(self, cast: Cast) -> None:
        at = timezone.now()
        for _try in range(5):
            with pytest.raises(KeyRefused):
                attached(cast, "partner", keys.generate(), at=at)
        for _try in range(200):
            with pytest.raises(TooManyTries):
                attached(cast, "partner", keys.generate(), at=at)
        assert KeyAttempt.objects.count() == 5

    def test_known_keys_do_not_count(self, cast: Cast, stage: Consultation, key: str) -> None:
        for _try in range(7):
            reason(cast, "partner", key)
        assert not KeyAttempt.objects.exists()


class TestStored:
    def test_no_key_is_stored_in_clear(self, cast: Cast, stage: Consultation) -> None:
        for solicitation_id, key in stage.keys.items():
            invitation = Invitation.objects.get(solicitation__pk=solicitation_id)
            normal = keys.normalise(key) or ""
            assert bytes(invitation.key_digest) == keys.digest(normal, organisation_id=cast.organisation.pk)
            assert invitation.hint == normal[:4]
        for text in everything_stored():
            for key in stage.keys.values():
                assert key not in text
                assert key.replace("-", "") not in text

    def test_it_lives_to_the_wished_date_and_a_grace(self, stage: Consultation) -> None:
        lives = Invitation.objects.annotate(life=F("expires_at") - F("created_at")).values_list(
            "life", flat=True
        )
        assert set(lives) == {dt.timedelta(days=20 + 15)}
        assert Solicitation.objects.exclude(invitation=None).count() == 3

"""Other parties, invited with a key."""

from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from accounts.permissions import Forbidden
from dossiers import outbox
from dossiers.enums import EventKind, Role
from dossiers.models import Dossier, Event, Outbox, Party
from dossiers.services import (
    KeyRefused,
    NoKeyWaiting,
    NotAcceptable,
    PartyAsk,
    invite_party,
    send_party_key,
    withdraw_party,
)
from dossiers.services.parties import give_up_as_party
from dossiers.sights import NotYours, as_party
from solicitations.services.wishing import wish
from tests.casting import Cast, moved, save
from tests.standing_in import NEIGHBOUR, Standing, key_for


@pytest.fixture
def standing(cast: Cast) -> Standing:
    return Standing.of(cast)


@pytest.fixture
def dossier(standing: Standing) -> Dossier:
    return standing.to(standing.filed(), "avis_en_cours")


class TestInviting:
    def test_they_see_their_view_and_nothing_else(self, standing: Standing, dossier: Dossier) -> None:
        party = standing.invited(dossier)
        standing.attach("partner_unbound", key_for(party.invitation))
        sight = as_party(standing.cast.actor("partner_unbound"), dossier.uid)
        assert set(sight.projection.fields) == {"projet_titre", "voisin_accord", "voisin_avis"}
        held = sight.participation
        assert held is not None
        assert (held.role, held.capacity) == (Role.SECOND_PARTY, "voisin")
        assert Party.objects.get(pk=party.pk).participation == held

    def test_nothing_before_the_status_lets_them(self, standing: Standing, dossier: Dossier) -> None:
        party = standing.invited(dossier)
        standing.attach("partner_unbound", key_for(party.invitation))
        standing.to(dossier, "instruction")
        with pytest.raises(NotYours):
            as_party(standing.cast.actor("partner_unbound"), dossier.uid)

    def test_what_they_fill_in_is_saved_and_the_desk_sees_it(
        self, standing: Standing, dossier: Dossier
    ) -> None:
        party = standing.invited(dossier)
        standing.attach("partner_unbound", key_for(party.invitation))
        actor = standing.cast.actor("partner_unbound")
        save(actor, as_party(actor, dossier.uid), page="voisinage", voisin_accord=True)
        assert standing.desk(dossier).projection.fields["voisin_accord"].value is True

    def test_they_move_nothing(self, standing: Standing, dossier: Dossier) -> None:
        party = standing.invited(dossier)
        standing.attach("partner_unbound", key_for(party.invitation))
        actor = standing.cast.actor("partner_unbound")
        with pytest.raises(Forbidden):
            moved(actor, as_party(actor, dossier.uid), "instruction")

    def test_the_key_is_for_the_address_unless_the_agent_says_otherwise(
        self, standing: Standing, dossier: Dossier
    ) -> None:
        strict = standing.invited(dossier)
        with pytest.raises(KeyRefused) as refusal:
            standing.attach("partner_withdrawn", key_for(strict.invitation))
        assert refusal.value.reason == "other_address"
        anyone = standing.invited(dossier, "pec@voisine.example", strict=False)
        standing.attach("partner_withdrawn", key_for(anyone.invitation))
        with pytest.raises(KeyRefused) as refusal:
            standing.attach("other_citizen", key_for(anyone.invitation))
        assert refusal.value.reason == "used"

    @pytest.mark.parametrize(
        ("wanted", "path", "code"),
        [
            (PartyAsk("maire", NEIGHBOUR, "v@example.org"), "kind", "required"),
            (PartyAsk("voisin", " ", "v@example.org"), "name", "required"),
            (PartyAsk("voisin", "v" * 151, "v@example.org"), "name", "too_long"),
            (PartyAsk("voisin", "V\u0000", "v@example.org"), "name", "bad_character"),
            (PartyAsk("voisin", NEIGHBOUR, ""), "email", "required"),
            (PartyAsk("voisin", NEIGHBOUR, "v@"), "email", "not_an_email"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(
        self, standing: Standing, dossier: Dossier, wanted: PartyAsk, path: str, code: str
    ) -> None:
        with pytest.raises(NotAcceptable) as refusal:
            invite_party(
                actor=standing.cast.actor("agent"), sight=standing.desk(dossier), wanted=wanted,
                key=uuid4(), at=timezone.now(),
            )  # fmt: skip
        assert [(each.path, each.code) for each in refusal.value.problems] == [((path,), code)]

    def test_the_same_press_invites_once(self, standing: Standing, dossier: Dossier) -> None:
        key, wanted = uuid4(), PartyAsk("voisin", NEIGHBOUR, "v@example.org")
        made = [
            invite_party(
                actor=standing.cast.actor("agent"),
                sight=standing.desk(dossier),
                wanted=wanted,
                key=key,
                at=timezone.now(),
            )
            for _each in range(2)
        ]
        assert made[0] == made[1]
        assert Party.objects.count() == 1

    def test_only_an_agent_may(self, standing: Standing, dossier: Dossier) -> None:
        actor = standing.cast.actor("citizen")
        with pytest.raises(Forbidden):
            invite_party(
                actor=actor, sight=as_party(actor, dossier.uid),
                wanted=PartyAsk("voisin", NEIGHBOUR, "v@example.org"), key=uuid4(), at=timezone.now(),
            )  # fmt: skip


class TestKeys:
    def test_a_newer_key_replaces_the_one_before(self, standing: Standing, dossier: Dossier) -> None:
        party = standing.invited(dossier)
        old = key_for(party.invitation)
        newer = send_party_key(
            actor=standing.cast.actor("agent"), sight=standing.desk(dossier), party_id=party.pk,
            key=uuid4(), at=timezone.now(),
        )  # fmt: skip
        with pytest.raises(KeyRefused) as refusal:
            standing.attach("partner_unbound", old)
        assert refusal.value.reason == "replaced"
        standing.attach("partner_unbound", key_for(newer.invitation))
        with pytest.raises(NoKeyWaiting):
            send_party_key(
                actor=standing.cast.actor("agent"), sight=standing.desk(dossier), party_id=party.pk,
                key=uuid4(), at=timezone.now(),
            )  # fmt: skip

    def test_withdrawn_they_see_nothing_and_are_told(self, standing: Standing, dossier: Dossier) -> None:
        party = standing.invited(dossier)
        key = key_for(party.invitation)
        standing.attach("partner_unbound", key)
        agent = standing.cast.actor("agent")
        outbox.pump(at=timezone.now())
        mail.outbox.clear()
        withdraw_party(
            actor=agent, sight=standing.desk(dossier), party_id=party.pk, key=uuid4(), at=timezone.now()
        )
        with pytest.raises(NotYours):
            as_party(standing.cast.actor("partner_unbound"), dossier.uid)
        outbox.pump(at=timezone.now())
        assert [each.to for each in mail.outbox] == [[standing.cast.partner_unbound.email]]
        with pytest.raises(KeyRefused) as refusal:
            standing.attach("partner_unbound", key)
        assert refusal.value.reason == "withdrawn"
        with pytest.raises(NoKeyWaiting):
            withdraw_party(
                actor=agent, sight=standing.desk(dossier), party_id=party.pk, key=uuid4(), at=timezone.now()
            )

    def test_a_party_of_another_dossier_is_none(self, standing: Standing, dossier: Dossier) -> None:
        party = standing.invited(dossier)
        other = standing.filed()
        with pytest.raises(NotYours):
            withdraw_party(
                actor=standing.cast.actor("agent"), sight=standing.desk(other), party_id=party.pk,
                key=uuid4(), at=timezone.now(),
            )  # fmt: skip

    def test_it_was_not_me(self, standing: Standing, dossier: Dossier) -> None:
        party = standing.invited(dossier)
        standing.attach("partner_unbound", key_for(party.invitation))
        actor = standing.cast.actor("partner_unbound")
        outbox.pump(at=timezone.now())
        mail.outbox.clear()
        give_up_as_party(actor=actor, sight=as_party(actor, dossier.uid), at=timezone.now())
        with pytest.raises(NotYours):
            as_party(actor, dossier.uid)
        outbox.pump(at=timezone.now())
        assert [each.to for each in mail.outbox] == [[standing.cast.agent.email]]
        assert Event.objects.filter(dossier=dossier, kind=EventKind.PARTY_DISOWNED).exists()

    def test_the_applicant_gives_nothing_up_so(self, standing: Standing, dossier: Dossier) -> None:
        actor = standing.cast.actor("citizen")
        with pytest.raises(Forbidden):
            give_up_as_party(actor=actor, sight=as_party(actor, dossier.uid), at=timezone.now())

    def test_who_holds_a_refused_key_can_tell_the_agent_once_a_day(
        self, standing: Standing, dossier: Dossier
    ) -> None:
        party = standing.invited(dossier)
        digest = bytes(party.invitation.key_digest)
        outbox.pump(at=timezone.now())
        mail.outbox.clear()
        actor = standing.cast.actor("partner_withdrawn")
        assert wish(actor=actor, digest=digest, at=timezone.now()) is True
        assert wish(actor=actor, digest=digest, at=timezone.now()) is False
        outbox.pump(at=timezone.now())
        (letter,) = mail.outbox
        assert letter.to == [standing.cast.agent.email]
        assert actor.email in letter.body
        assert not Outbox.objects.exclude(last_error="").exists()

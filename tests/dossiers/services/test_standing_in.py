"""Filing for somebody else."""

from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from accounts.permissions import Forbidden
from config.demo.papers import jpg
from dossiers import outbox
from dossiers.enums import EventKind, Role
from dossiers.models import Beneficiary, Dossier, Draft, Event, Invitation, Outbox, Participation, SearchWord
from dossiers.once import KeyReused
from dossiers.selectors import beneficiary_of, sights_of_party, taken_from
from dossiers.services import (
    AlreadyTakenOver,
    ForAnother,
    KeyRefused,
    NotAcceptable,
    address_beneficiary,
    keep_draft,
    open_dossier,
    take_over,
)
from dossiers.services.moving import NoSuchMove
from dossiers.services.standing_in import give_up_as_beneficiary
from dossiers.sights import NotYours, as_party, ways_of_party
from tests.casting import Cast, moved, save, uploaded
from tests.samples import FILES
from tests.standing_in import ANNA, ANNAS_ADDRESS, MANDATE, Standing, key_for


@pytest.fixture
def standing(cast: Cast) -> Standing:
    return Standing.of(cast)


def taken(standing: Standing, dossier: Dossier, *, keeps: bool) -> Beneficiary:
    actor = standing.cast.actor("other_citizen")
    sight = as_party(actor, dossier.uid)
    return take_over(actor=actor, sight=sight, keeps=keeps, key=uuid4(), at=timezone.now())


class TestOpening:
    def test_filer_and_beneficiary_are_both_stored(self, standing: Standing) -> None:
        sight = standing.opened("proche")
        dossier, found = sight.dossier, standing.beneficiary(sight.dossier)
        assert (dossier.applicant_name, dossier.filer_name) == (ANNA, "Maëlle Le Goff")
        assert (found.name, found.email, found.participation) == (ANNA, ANNAS_ADDRESS, None)
        held = found.filer
        assert (held.role, held.capacity, held.view) == (Role.REPRESENTATIVE, "proche", "internet")
        event = Event.objects.get(dossier=dossier, kind=EventKind.OPENED)
        assert event.params["capacity"] == "proche"

    def test_the_desk_finds_it_by_both_names(self, standing: Standing) -> None:
        dossier = standing.filed()
        words = set(SearchWord.objects.filter(dossier=dossier, key="").values_list("word", flat=True))
        assert {"anna", "verdi", "maelle", "goff"} <= words

    def test_nobody_is_told_before_it_is_filed(self, standing: Standing) -> None:
        sight = standing.completed()
        assert not Invitation.objects.filter(dossier=sight.dossier).exists()

    @pytest.mark.parametrize(
        ("wanted", "path", "code"),
        [
            (ForAnother("maire", ANNA), "capacity", "required"),
            (ForAnother("proche", "  "), "name", "required"),
            (ForAnother("proche", "a" * 201), "name", "too_long"),
            (ForAnother("proche", "Anna\x00Verdi"), "name", "bad_character"),
            (ForAnother("proche", ANNA, "anna"), "email", "not_an_email"),
            (ForAnother("proche", ANNA, "MAELLE.legoff@example.org "), "email", "own_address"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(
        self, standing: Standing, wanted: ForAnother, path: str, code: str
    ) -> None:
        with pytest.raises(NotAcceptable) as refusal:
            open_dossier(
                actor=standing.cast.actor("citizen"), model=standing.cast.model, key=uuid4(),
                at=timezone.now(), wanted=wanted,
            )  # fmt: skip
        assert [(each.path, each.code) for each in refusal.value.problems] == [((path,), code)]
        assert not Dossier.objects.filter(model=standing.cast.model).exists()

    def test_no_other_address_of_the_filer_counts_as_somebody_elses(self, standing: Standing) -> None:
        EmailAddress.objects.create(
            user=standing.cast.citizen, email="autre@example.org", verified=True, primary=False
        )
        with pytest.raises(NotAcceptable):
            standing.opened(email="autre@example.org")

    def test_the_same_press_opens_one_dossier(self, standing: Standing) -> None:
        actor, key = standing.cast.actor("citizen"), uuid4()
        wanted = ForAnother("proche", ANNA)
        made = [
            open_dossier(actor=actor, model=standing.cast.model, key=key, at=timezone.now(), wanted=wanted)
            for _each in range(2)
        ]
        assert made[0] == made[1]
        with pytest.raises(KeyReused):
            open_dossier(
                actor=actor, model=standing.cast.model, key=key, at=timezone.now(),
                wanted=ForAnother("proche", "Bruno Verdi"),
            )  # fmt: skip

    def test_a_partner_may_do_it_too_and_for_several_people(self, standing: Standing) -> None:
        actor = standing.cast.actor("partner")
        for name in (ANNA, "Bruno Verdi"):
            open_dossier(
                actor=actor, model=standing.cast.model, key=uuid4(), at=timezone.now(),
                wanted=ForAnother("social", name),
            )  # fmt: skip
        listed = {sight.dossier.applicant_name for sight in sights_of_party(actor)}
        assert listed == {ANNA, "Bruno Verdi"}


class TestMandate:
    def test_it_is_asked_of_who_files_for_another(self, standing: Standing) -> None:
        actor, sight = standing.cast.actor("citizen"), standing.completed("avocat")
        with pytest.raises(NotAcceptable) as refusal:
            moved(actor, sight, "depose")
        assert [(each.path, each.code) for each in refusal.value.problems] == [(("mandat",), "required")]
        save(actor, sight, mandat=[str(uploaded(actor, sight, "mandat", MANDATE).pk)])
        assert moved(actor, as_party(actor, sight.dossier.uid), "depose").submitted_at is not None

    def test_a_capacity_without_one_is_not_asked(self, standing: Standing) -> None:
        assert standing.filed("proche").submitted_at is not None

    def test_it_is_not_asked_of_the_applicant(self, standing: Standing) -> None:
        actor = standing.cast.actor("citizen")
        dossier = open_dossier(actor=actor, model=standing.cast.model, key=uuid4(), at=timezone.now())
        sight = as_party(actor, dossier.uid)
        with pytest.raises(NotAcceptable) as refusal:
            moved(actor, sight, "depose")
        assert "mandat" not in {each.path[0] for each in refusal.value.problems if each.path}

    def test_a_file_that_lies_about_its_type_is_none(self, standing: Standing) -> None:
        actor, sight = standing.cast.actor("citizen"), standing.completed("avocat")
        with pytest.raises(NotAcceptable) as refusal:
            uploaded(actor, sight, "mandat", ("mandat.pdf", jpg("not a mandate")))
        assert [each.code for each in refusal.value.problems] == ["file_lies"]


class TestFiling:
    def test_the_beneficiary_is_told_with_a_key_of_their_own(self, standing: Standing) -> None:
        dossier = standing.filed()
        found = standing.beneficiary(dossier)
        assert found.told_at is not None
        invitation = found.invitation
        assert invitation is not None
        assert (invitation.role, invitation.view, invitation.strict) == (Role.APPLICANT, "internet", True)
        outbox.pump(at=timezone.now())
        (letter,) = [each for each in mail.outbox if each.to == [ANNAS_ADDRESS]]
        assert "Maëlle Le Goff has filed" in letter.body
        assert "#" in letter.body
        assert not Outbox.objects.filter(sealed__isnull=False).exists()

    def test_without_an_address_nobody_is(self, standing: Standing) -> None:
        dossier = standing.filed(email="")
        assert standing.beneficiary(dossier).told_at is None
        assert not Invitation.objects.filter(dossier=dossier).exists()

    def test_the_receipt_goes_to_who_filed(self, standing: Standing) -> None:
        dossier = standing.filed()
        outbox.pump(at=timezone.now())
        (letter,) = [each for each in mail.outbox if "received" in each.subject]
        assert letter.to == [standing.cast.citizen.email]
        assert f"You filed it for {ANNA}." in letter.body
        assert dossier.reference is not None

    def test_a_capacity_with_a_view_limits_what_the_filer_sees(self, standing: Standing) -> None:
        dossier = standing.filed("avocat")
        sight = as_party(standing.cast.actor("citizen"), dossier.uid)
        assert sight.view == "suivi"
        assert set(sight.projection.fields) == {"asso_nom", "projet_titre"}

    def test_a_capacity_without_one_goes_on_as_the_applicant_would(self, standing: Standing) -> None:
        dossier = standing.to(standing.filed("proche"), "a_completer")
        actor = standing.cast.actor("citizen")
        assert as_party(actor, dossier.uid).projection.editable
        assert moved(actor, as_party(actor, dossier.uid), "instruction").status == "instruction"

    def test_a_view_that_only_reads_sends_nothing_again(self, standing: Standing) -> None:
        dossier = standing.to(standing.filed("avocat"), "a_completer")
        actor = standing.cast.actor("citizen")
        with pytest.raises(NoSuchMove):
            moved(actor, as_party(actor, dossier.uid), "instruction")

    def test_a_capacity_may_leave_the_filer_with_nothing(self, standing: Standing) -> None:
        dossier = standing.filed("social")
        actor = standing.cast.actor("citizen")
        with pytest.raises(NotYours):
            as_party(actor, dossier.uid)
        assert sights_of_party(actor) == []

    def test_both_hear_of_the_decision(self, standing: Standing) -> None:
        dossier = standing.attached()
        agent, desk = standing.cast.actor("agent"), standing.desk(standing.to(dossier, "commission"))
        save(agent, desk, page="instruction", instruction_eligible="oui", montant_propose="15000")
        save(agent, standing.desk(dossier), page="suite", decision_motif="Conforme.")
        mail.outbox.clear()
        moved(agent, standing.desk(dossier), "accorde")
        outbox.pump(at=timezone.now())
        told = {each.to[0]: each.body for each in mail.outbox if "Decision" in each.subject}
        assert set(told) == {standing.cast.citizen.email, ANNAS_ADDRESS}
        assert ANNA in told[standing.cast.citizen.email]


class TestAttaching:
    def test_the_beneficiary_sees_it_as_applicant(self, standing: Standing) -> None:
        dossier = standing.attached("avocat")
        sight = as_party(standing.cast.actor("other_citizen"), dossier.uid)
        assert sight.participation is not None
        assert (sight.participation.role, sight.view) == (Role.APPLICANT, "internet")
        assert "iban" in sight.projection.fields

    def test_the_filer_cannot_use_the_beneficiarys_key(self, standing: Standing) -> None:
        dossier = standing.filed()
        key = standing.key_of(dossier)
        with pytest.raises(KeyRefused) as refusal:
            standing.attach("citizen", key)
        assert refusal.value.reason == "other_address"
        Invitation.objects.filter(dossier=dossier).update(intended_email=standing.cast.citizen.email)
        with pytest.raises(KeyRefused) as refusal:  # be it that the address becomes theirs
            standing.attach("citizen", key)
        assert refusal.value.reason == "own"
        found = standing.beneficiary(dossier)
        assert (found.participation, found.invitation.bound_to) == (None, None)  # type: ignore[union-attr]

    def test_an_agents_address_gives_the_portal_and_nothing_of_the_desk(self, standing: Standing) -> None:
        dossier = standing.filed(email=standing.cast.agent.email)
        standing.attach("agent", standing.key_of(dossier))
        agent = standing.cast.actor("agent")
        sight = as_party(agent, dossier.uid)
        assert sight.view == "internet"
        assert "instruction_note" not in sight.projection.fields
        assert standing.desk(dossier).participation is None

    def test_a_newer_key_replaces_the_one_before(self, standing: Standing) -> None:
        dossier = standing.filed()
        old = standing.key_of(dossier)
        address_beneficiary(
            actor=standing.cast.actor("agent"), sight=standing.desk(dossier), email=ANNAS_ADDRESS,
            key=uuid4(), at=timezone.now(),
        )  # fmt: skip
        with pytest.raises(KeyRefused) as refusal:
            standing.attach("other_citizen", old)
        assert refusal.value.reason == "replaced"


class TestAddressing:
    def test_an_agent_gives_the_address_that_was_missing(self, standing: Standing) -> None:
        dossier = standing.filed(email="")
        found = address_beneficiary(
            actor=standing.cast.actor("agent"), sight=standing.desk(dossier), email=f" {ANNAS_ADDRESS} ",
            key=uuid4(), at=timezone.now(),
        )  # fmt: skip
        assert (found.email, found.addressed_by) == (ANNAS_ADDRESS, standing.cast.agent)
        standing.attach("other_citizen", standing.key_of(dossier))

    @pytest.mark.parametrize(
        ("email", "code"),
        [("", "required"), ("anna", "not_an_email"), ("maelle.legoff@example.org", "own_address")],
    )
    def test_what_is_no_address_of_theirs_is_refused(self, standing: Standing, email: str, code: str) -> None:
        dossier = standing.filed()
        with pytest.raises(NotAcceptable) as refusal:
            address_beneficiary(
                actor=standing.cast.actor("agent"), sight=standing.desk(dossier), email=email, key=uuid4(),
                at=timezone.now(),
            )  # fmt: skip
        assert [each.code for each in refusal.value.problems] == [code]

    def test_not_once_they_take_part(self, standing: Standing) -> None:
        dossier = standing.attached()
        with pytest.raises(AlreadyTakenOver):
            address_beneficiary(
                actor=standing.cast.actor("agent"), sight=standing.desk(dossier), email=ANNAS_ADDRESS,
                key=uuid4(), at=timezone.now(),
            )  # fmt: skip

    def test_only_an_agent_may(self, standing: Standing) -> None:
        dossier = standing.filed()
        actor = standing.cast.actor("citizen")
        with pytest.raises(Forbidden):
            address_beneficiary(
                actor=actor, sight=as_party(actor, dossier.uid), email=ANNAS_ADDRESS, key=uuid4(),
                at=timezone.now(),
            )  # fmt: skip


class TestTakingOver:
    @pytest.mark.parametrize(("capacity", "view"), [("proche", "internet"), ("avocat", "suivi")])
    def test_the_filer_keeps_what_their_capacity_gives(
        self, standing: Standing, capacity: str, view: str
    ) -> None:
        dossier = standing.attached(capacity)
        taken(standing, dossier, keeps=True)
        dossier = standing.to(dossier, "a_completer")
        sight = as_party(standing.cast.actor("citizen"), dossier.uid)
        assert sight.view == view
        assert not sight.projection.editable
        mine = as_party(standing.cast.actor("other_citizen"), dossier.uid)
        assert mine.projection.editable

    def test_or_nothing(self, standing: Standing) -> None:
        dossier = standing.attached()
        taken(standing, dossier, keeps=False)
        with pytest.raises(NotYours):
            as_party(standing.cast.actor("citizen"), dossier.uid)
        assert taken_from(standing.cast.actor("citizen"), dossier.uid) is not None
        assert taken_from(standing.cast.actor("partner"), dossier.uid) is None

    @pytest.mark.parametrize("keeps", [True, False])
    def test_both_are_told_and_the_desk_sees_it(self, standing: Standing, keeps: bool) -> None:
        dossier = standing.attached()
        outbox.pump(at=timezone.now())
        mail.outbox.clear()
        found = taken(standing, dossier, keeps=keeps)
        outbox.pump(at=timezone.now())
        assert {each.to[0] for each in mail.outbox} == {standing.cast.citizen.email, ANNAS_ADDRESS}
        assert found.taken_over_at is not None
        event = Event.objects.get(dossier=dossier, kind=EventKind.TAKEN_OVER)
        assert event.params["keeps"] is keeps

    def test_twice_is_once(self, standing: Standing) -> None:
        dossier = standing.attached()
        actor, key = standing.cast.actor("other_citizen"), uuid4()
        for _each in range(2):
            sight = as_party(actor, dossier.uid)
            take_over(actor=actor, sight=sight, keeps=True, key=key, at=timezone.now())
        with pytest.raises(AlreadyTakenOver):
            taken(standing, dossier, keeps=False)
        assert Event.objects.filter(dossier=dossier, kind=EventKind.TAKEN_OVER).count() == 1
        assert as_party(standing.cast.actor("citizen"), dossier.uid).view == "internet"

    def test_what_the_filer_was_typing_is_kept(self, standing: Standing) -> None:
        dossier = standing.to(standing.attached(), "a_completer")
        filer = standing.cast.actor("citizen")
        keep_draft(
            actor=filer, sight=as_party(filer, dossier.uid), page="projet",
            typed={"projet_titre": "À moitié tapé"}, at=timezone.now(),
        )  # fmt: skip
        taken(standing, dossier, keeps=False)
        assert Draft.objects.get(dossier=dossier, user=standing.cast.citizen).typed == {
            "projet_titre": "À moitié tapé"
        }

    def test_it_is_for_the_beneficiary_alone(self, standing: Standing) -> None:
        dossier = standing.attached()
        actor = standing.cast.actor("citizen")
        with pytest.raises(Forbidden):
            take_over(
                actor=actor, sight=as_party(actor, dossier.uid), keeps=False, key=uuid4(), at=timezone.now()
            )
        own = open_dossier(actor=actor, model=standing.cast.model, key=uuid4(), at=timezone.now())
        with pytest.raises(Forbidden):  # their own: nobody filed it for them
            take_over(
                actor=actor, sight=as_party(actor, own.uid), keeps=False, key=uuid4(), at=timezone.now()
            )


class TestGivingUp:
    def test_the_access_ends_and_the_service_and_the_filer_hear_of_it(self, standing: Standing) -> None:
        dossier = standing.attached()
        actor = standing.cast.actor("other_citizen")
        outbox.pump(at=timezone.now())
        mail.outbox.clear()
        give_up_as_beneficiary(actor=actor, sight=as_party(actor, dossier.uid), at=timezone.now())
        with pytest.raises(NotYours):
            as_party(actor, dossier.uid)
        outbox.pump(at=timezone.now())
        told = {each.to[0] for each in mail.outbox}
        assert told == {standing.cast.organisation.email, standing.cast.citizen.email}
        found = standing.beneficiary(dossier)
        assert found.disowned_at is not None
        assert found.participation is None

    def test_the_agent_who_gave_the_address_hears_of_it(self, standing: Standing) -> None:
        dossier = standing.filed(email="")
        agent = standing.cast.actor("agent")
        address_beneficiary(
            actor=agent, sight=standing.desk(dossier), email=ANNAS_ADDRESS, key=uuid4(), at=timezone.now()
        )
        standing.attach("other_citizen", standing.key_of(dossier))
        actor = standing.cast.actor("other_citizen")
        give_up_as_beneficiary(actor=actor, sight=as_party(actor, dossier.uid), at=timezone.now())
        mail.outbox.clear()
        outbox.pump(at=timezone.now())
        assert standing.cast.agent.email in {each.to[0] for each in mail.outbox}

    def test_not_once_it_was_taken_over(self, standing: Standing) -> None:
        dossier = standing.attached()
        taken(standing, dossier, keeps=False)
        actor = standing.cast.actor("other_citizen")
        with pytest.raises(AlreadyTakenOver):
            give_up_as_beneficiary(actor=actor, sight=as_party(actor, dossier.uid), at=timezone.now())


class TestSeveralWays:
    def test_two_parties_in_one_dossier_are_never_merged(self, standing: Standing) -> None:
        dossier = standing.to(standing.filed(), "avis_en_cours")
        party = standing.invited(dossier, standing.cast.citizen.email)
        standing.attach("citizen", key_for(party.invitation))
        actor = standing.cast.actor("citizen")
        first, second = ways_of_party(actor, dossier.uid)
        assert [first.view, second.view] == ["internet", "voisin"]
        assert as_party(actor, dossier.uid).view == "internet"
        assert second.participation is not None
        chosen = as_party(actor, dossier.uid, seen_as=second.participation.pk)
        assert set(chosen.projection.fields) == {"projet_titre", "voisin_accord", "voisin_avis"}
        assert "voisin_avis" not in first.projection.fields
        assert not first.projection.editable

    def test_somebody_elses_way_is_none(self, standing: Standing) -> None:
        dossier = standing.attached()
        filer = standing.beneficiary(dossier).filer
        actor = standing.cast.actor("other_citizen")
        sight = as_party(actor, dossier.uid, seen_as=filer.pk)
        assert sight.participation is not None
        assert sight.participation.user == standing.cast.other_citizen


def test_what_is_known_of_the_filer_is_not_known_of_the_beneficiary(standing: Standing) -> None:
    """Nor is what they said in their own last dossier."""
    sight = standing.opened()
    assert standing.cast.citizen.email not in str(sight.dossier.answers)


def test_another_party_is_told_of_no_beneficiary(standing: Standing) -> None:
    dossier = standing.to(standing.filed(), "avis_en_cours")
    party = standing.invited(dossier)
    standing.attach("partner_unbound", key_for(party.invitation))
    sight = as_party(standing.cast.actor("partner_unbound"), dossier.uid)
    assert beneficiary_of(sight) is None
    assert FILES.keys().isdisjoint(sight.projection.fields)
    assert Participation.objects.get(pk=sight.participation.pk).capacity == "voisin"  # type: ignore[union-attr]

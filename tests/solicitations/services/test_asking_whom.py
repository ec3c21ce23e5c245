"""Whom one may ask, and when it opens to them."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from dossiers.models import Dossier, Participation
from dossiers.services import change_status
from dossiers.sights import NotYours, as_agent
from solicitations.enums import State
from solicitations.models import PartnerPerson, Solicitation
from solicitations.selectors import request_for, requests_of
from solicitations.services import withdraw
from tests.casting import (
    Cast,
    attached,
    dossier_in_hand,
    moved,
    registered,
    sealed_key,
)
from tests.solicitations.asking import asking, outside, refused


class TestOfTheRegistry:
    def test_name_and_address_are_the_registry_s(self, cast: Cast) -> None:
        person = registered(cast)
        wanted = outside(person_id=person.pk, name="Someone", email="else@example.org")
        (made,) = asking(cast, dossier_in_hand(cast), wanted)
        assert (made.partner_name, made.partner_email) == (person.name, person.email)
        assert (made.person, made.body_name) == (person, person.body.name)

    def test_a_colleague_of_the_registry_answers_at_the_desk(self, cast: Cast) -> None:
        person = registered(cast, "Finances", user_id=cast.internal_partner.pk)
        (made,) = asking(cast, dossier_in_hand(cast), outside(person_id=person.pk))
        assert made.internal
        assert made.participation is not None
        assert made.participation.user == cast.internal_partner

    @pytest.mark.parametrize("off", ["person", "body", "elsewhere"])
    def test_who_is_not_offered_cannot_be_asked(self, cast: Cast, off: str) -> None:
        person = registered(cast)
        if off == "person":
            PartnerPerson.objects.update(active=False)
        elif off == "body":
            type(person.body).objects.update(active=False)
        else:
            PartnerPerson.objects.update(organisation=cast.other_organisation)
        sight = dossier_in_hand(cast)
        assert refused(cast, sight, outside(person_id=person.pk)) == [(0, "people", "not_offered")]

    def test_nor_who_does_not_serve_the_scope(self, cast: Cast) -> None:
        person = registered(cast, scopes=("technique",))
        sight = dossier_in_hand(cast)
        assert refused(cast, sight, outside(person_id=person.pk)) == [(0, "people", "not_served")]
        assert asking(cast, sight, outside(person_id=person.pk, scope="technique"))

    def test_a_new_address_is_remembered_where_that_is_wished(self, cast: Cast) -> None:
        sight = dossier_in_hand(cast)
        asking(cast, sight, outside())
        assert not PartnerPerson.objects.exists()
        (made,) = asking(cast, sight, outside(scope="technique", remember=True, body_name="Bureau"))
        person = PartnerPerson.objects.get()
        assert (person.email, person.body.name, person.body.scopes) == (
            "cabinet@example.org", "Bureau", ["technique"],
        )  # fmt: skip
        assert made.person == person
        asking(cast, sight, outside(scope="juridique", remember=True, sure=True))
        assert PartnerPerson.objects.count() == 1

    def test_removing_one_leaves_the_request_its_own_copy(self, cast: Cast) -> None:
        person = registered(cast)
        (made,) = asking(cast, dossier_in_hand(cast), outside(person_id=person.pk))
        person.body.delete()
        made.refresh_from_db()
        assert (made.person, made.partner_name) == (None, person.name)
        assert (made.body_name, made.state) == ("Cabinet Orvault", State.ASKED)


class TestRefused:
    @pytest.mark.parametrize("email", ["maelle.legoff@example.org", "Maelle.LeGoff@Example.org"])
    def test_the_applicant_cannot_be_asked(self, cast: Cast, email: str) -> None:
        sight = dossier_in_hand(cast)
        assert refused(cast, sight, outside(email=email)) == [(0, "email", "is_a_party")]
        assert not Solicitation.objects.exists()

    def test_a_colleague_who_is_the_applicant_neither(self, cast: Cast) -> None:
        sight = dossier_in_hand(cast)
        Participation.objects.filter(dossier=sight.dossier).update(user=cast.internal_partner)
        wanted = outside(user_id=cast.internal_partner.pk, email="")
        assert refused(cast, sight, wanted) == [(0, "user_id", "is_a_party")]

    def test_a_colleague_s_address_is_none_from_outside(self, cast: Cast) -> None:
        sight = dossier_in_hand(cast)
        assert refused(cast, sight, outside(email="P.Xiong@ville.example")) == [(0, "email", "a_colleague")]

    def test_the_applicant_of_another_dossier_can(self, cast: Cast) -> None:
        assert asking(cast, dossier_in_hand(cast), outside(email="noe.tanguy@example.org"))

    def test_the_same_request_asks_to_be_confirmed_while_it_is_owed(self, cast: Cast) -> None:
        sight = dossier_in_hand(cast)
        (first,) = asking(cast, sight, outside())
        assert refused(cast, sight, outside(email="CABINET@example.org")) == [(0, "sure", "asked_already")]
        assert asking(cast, sight, outside(scope="technique"))
        assert asking(cast, sight, outside(sure=True))
        withdraw(
            actor=cast.actor("agent"), sight=sight, solicitation_id=first.pk, key=uuid4(), at=timezone.now()
        )
        assert Solicitation.objects.count() == 3

    def test_nobody_is_named_twice_in_one_deed(self, cast: Cast) -> None:
        sight = dossier_in_hand(cast)
        assert refused(cast, sight, outside(), outside()) == [(1, "email", "twice")]
        assert asking(cast, sight, outside(), outside(scope="technique"))

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"opens_on": dt.date(2999, 1, 1)}, ("opens_on", "after_the_reply")),
            ({"opens_at": ("nowhere",)}, ("opens_at", "not_a_status")),
            ({"opens_at": ("depose",)}, ("opens_at", "not_a_status")),
            ({"enclosures": (uuid4(),)}, ("files", "not_a_document")),
            ({"again_of": 10**9}, ("again_of", "still_owed")),
        ],
    )
    def test_what_cannot_be_is_said_at_its_field(
        self, cast: Cast, changes: dict[str, Any], problem: tuple[str, str]
    ) -> None:
        assert refused(cast, dossier_in_hand(cast), outside(**changes)) == [(0, *problem)]


class TestOpening:
    def stage(self, cast: Cast, **changes: Any) -> Solicitation:
        """A partner who has attached a dossier at a status where partners act."""
        agent, sight = cast.actor("agent"), dossier_in_hand(cast)
        (made,) = asking(cast, sight, outside(email=cast.partner.email, **changes))
        moved(agent, as_agent(agent, sight.dossier.uid), "avis_en_cours")
        attached(cast, "partner", sealed_key(made))
        return Solicitation.objects.get(pk=made.pk)

    def sees(self, cast: Cast, made: Solicitation, *, listed: bool) -> None:
        actor = cast.actor("partner")
        assert [each.solicitation for each in requests_of(actor)] == ([made] if listed else [])
        if listed:
            assert request_for(actor, made.uid).solicitation == made
        else:
            with pytest.raises(NotYours):
                request_for(actor, made.uid)

    def test_before_its_day_it_is_not_there_and_then_it_is(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        day = timezone.localdate() + dt.timedelta(days=3)
        made = self.stage(cast, opens_on=day)
        self.sees(cast, made, listed=False)
        now = timezone.now()
        monkeypatch.setattr("dossiers.sights.timezone.now", lambda: now + dt.timedelta(days=2))
        self.sees(cast, made, listed=False)
        monkeypatch.setattr("dossiers.sights.timezone.now", lambda: now + dt.timedelta(days=3))
        self.sees(cast, made, listed=True)

    def test_it_opens_and_closes_with_the_statuses_chosen(self, cast: Cast) -> None:
        made = self.stage(cast, opens_at=("complement_en_cours",))
        self.sees(cast, made, listed=False)
        dossier = Dossier.objects.get(pk=made.dossier_id)
        Dossier.objects.filter(pk=dossier.pk).update(status="complement_en_cours")
        self.sees(cast, made, listed=True)
        Dossier.objects.filter(pk=dossier.pk).update(status="avis_en_cours")
        self.sees(cast, made, listed=False)

    def test_day_and_status_must_both_hold(self, cast: Cast) -> None:
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        self.sees(cast, self.stage(cast, opens_on=tomorrow, opens_at=("avis_en_cours",)), listed=False)

    def test_where_the_model_hides_it_nothing_opens_it(self, cast: Cast) -> None:
        made = self.stage(cast, opens_on=timezone.localdate(), opens_at=("avis_en_cours",))
        self.sees(cast, made, listed=True)
        agent = cast.actor("agent")
        sight = as_agent(agent, made.dossier.uid)
        change_status(actor=agent, sight=sight, to="a_completer", key=uuid4(), at=timezone.now())
        self.sees(cast, made, listed=False)

    def test_an_internal_partner_waits_as_well(self, cast: Cast) -> None:
        agent, sight = cast.actor("agent"), dossier_in_hand(cast)
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        asking(cast, sight, outside(user_id=cast.internal_partner.pk, email="", opens_on=tomorrow))
        moved(agent, as_agent(agent, sight.dossier.uid), "avis_en_cours")
        assert requests_of(cast.actor("internal_partner")) == []

"""A partner may say that no reply will come, or ask; the agents answer. Nobody else has a word in it."""

from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.permissions import Forbidden
from dossiers.enums import EventKind
from dossiers.models import Dossier, Outbox
from dossiers.services import NotAcceptable
from dossiers.sights import NotYours, as_agent
from solicitations import agent_letters, letters
from solicitations.enums import State
from solicitations.models import Message, Solicitation
from solicitations.services import (
    Closed,
    Verdict,
    ask_question,
    decline,
    give_opinion,
    remind,
    withdraw,
    write_to_partner,
)
from solicitations.services.asking import NothingOwed
from solicitations.services.conversing import LONGEST_TEXT, ConversationOver, NothingToDecline
from tests.casting import Cast, Consultation, dossier_under_consultation, filed_dossier, request_of
from tests.partner_portal.asking import asked


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


def declined(
    cast: Cast, solicitation: Solicitation, reason: str = "En congé.", key: UUID | None = None
) -> Solicitation:
    actor, request = cast.actor("partner"), request_of(cast, "partner", solicitation)
    return decline(actor=actor, request=request, reason=reason, key=key or uuid4(), at=timezone.now())


def questioned(
    cast: Cast, solicitation: Solicitation, text: str = "Quel périmètre ?", key: UUID | None = None
) -> Message:
    actor, request = cast.actor("partner"), request_of(cast, "partner", solicitation)
    return ask_question(actor=actor, request=request, text=text, key=key or uuid4(), at=timezone.now())


def written(
    cast: Cast, dossier: Dossier, solicitation: Solicitation, text: str = "Le bâtiment.", role: str = "agent"
) -> Message:
    sight = as_agent(cast.actor("agent"), dossier.uid)
    return write_to_partner(
        actor=cast.actor(role), sight=sight, solicitation_id=solicitation.pk, text=text, key=uuid4(),
        at=timezone.now(),
    )  # fmt: skip


class TestDecline:
    def test_nothing_is_owed_any_more(self, cast: Cast, consultation: Consultation) -> None:
        found = declined(cast, consultation.partner)
        assert (found.state, found.declined_reason) == (State.DECLINED, "En congé.")
        dossier = Dossier.objects.get(pk=consultation.dossier.pk)
        assert (dossier.asked, dossier.answered) == (2, 0)
        sight = as_agent(cast.actor("agent"), dossier.uid)
        chased = remind(actor=cast.actor("agent"), sight=sight, key=uuid4(), at=timezone.now())
        assert found not in chased
        assert dossier.events.filter(kind=EventKind.REPLY_DECLINED).count() == 1

    def test_the_agent_is_told_and_not_why(self, cast: Cast, consultation: Consultation) -> None:
        declined(cast, consultation.partner)
        letter = agent_letters.declined(Outbox.objects.get(kind="declined"), "")
        assert letter
        assert letter.to == [cast.agent.email]
        assert "cannot reply" in str(letter.body)
        assert "congé" not in str(letter.message())

    @pytest.mark.parametrize(
        ("reason", "code"), [("", "required"), (" \n", "required"), ("é" * 2001, "too_long")]
    )
    def test_the_reason_is_required(
        self, cast: Cast, consultation: Consultation, reason: str, code: str
    ) -> None:
        with pytest.raises(NotAcceptable) as refused:
            declined(cast, consultation.partner, reason)
        assert [(each.path, each.code) for each in refused.value.problems] == [(("text",), code)]
        assert Solicitation.objects.get(pk=consultation.partner.pk).state == State.ATTACHED

    def test_no_reply_is_taken_afterwards(self, cast: Cast) -> None:
        solicitation = asked(cast, "both")
        declined(cast, solicitation)
        request = request_of(cast, "partner", solicitation)
        assert not request.sight.projection.editable
        assert not request.may_complete
        with pytest.raises(Closed):
            give_opinion(
                actor=cast.actor("partner"), request=request, verdict=Verdict("favorable", ""), key=uuid4(),
                at=timezone.now(),
            )  # fmt: skip

    def test_pressed_twice_it_is_declined_once(self, cast: Cast, consultation: Consultation) -> None:
        key = uuid4()
        assert declined(cast, consultation.partner, key=key) == declined(cast, consultation.partner, key=key)
        assert Dossier.objects.get(pk=consultation.dossier.pk).asked == 2

    def test_not_twice_nor_after_a_reply(self, cast: Cast, consultation: Consultation) -> None:
        declined(cast, consultation.partner)
        with pytest.raises(NothingToDecline):
            declined(cast, consultation.partner)

    @pytest.mark.parametrize("role", ["partner_unbound", "internal_partner", "agent", "admin", "citizen"])
    def test_nobody_else_declines_it(self, cast: Cast, consultation: Consultation, role: str) -> None:
        request = request_of(cast, "partner", consultation.partner)
        with pytest.raises(Forbidden):
            decline(actor=cast.actor(role), request=request, reason="Non.", key=uuid4(), at=timezone.now())

    def test_there_is_nothing_to_withdraw(self, cast: Cast, consultation: Consultation) -> None:
        declined(cast, consultation.partner)
        agent = cast.actor("agent")
        with pytest.raises(NothingOwed):
            withdraw(
                actor=agent, sight=as_agent(agent, consultation.dossier.uid), key=uuid4(), at=timezone.now(),
                solicitation_id=consultation.partner.pk,
            )  # fmt: skip


class TestConversation:
    def test_a_question_and_its_answer(self, cast: Cast, consultation: Consultation) -> None:
        questioned(cast, consultation.partner, "Quel\r\npérimètre ?")
        written(cast, consultation.dossier, consultation.partner)
        said = request_of(cast, "partner", consultation.partner).messages
        assert [(each.from_partner, each.text) for each in said] == [
            (True, "Quel\npérimètre ?"), (False, "Le bâtiment."),
        ]  # fmt: skip
        kinds = list(consultation.dossier.events.order_by("number").values_list("kind", flat=True))
        assert kinds[-2:] == [EventKind.QUESTION_ASKED, EventKind.PARTNER_WRITTEN_TO]

    def test_each_is_told_and_not_what(self, cast: Cast, consultation: Consultation) -> None:
        questioned(cast, consultation.partner)
        written(cast, consultation.dossier, consultation.partner)
        to_agent = agent_letters.question(Outbox.objects.get(kind="question"), "")
        to_partner = letters.word_to_partner(Outbox.objects.get(kind="word_to_partner"), "")
        assert to_agent
        assert to_partner
        assert (to_agent.to, to_partner.to) == ([cast.agent.email], [cast.partner.email])
        assert "périmètre" not in str(to_agent.body)
        assert "bâtiment" not in str(to_partner.body)

    @pytest.mark.parametrize("text", ["", "  ", "é" * (LONGEST_TEXT + 1)])
    def test_words_are_judged(self, cast: Cast, consultation: Consultation, text: str) -> None:
        with pytest.raises(NotAcceptable):
            questioned(cast, consultation.partner, text)
        with pytest.raises(NotAcceptable):
            written(cast, consultation.dossier, consultation.partner, text)

    def test_pressed_twice_it_is_asked_once(self, cast: Cast, consultation: Consultation) -> None:
        key = uuid4()
        assert questioned(cast, consultation.partner, key=key) == questioned(
            cast, consultation.partner, key=key
        )
        assert Message.objects.count() == 1

    def test_not_once_it_is_declined(self, cast: Cast, consultation: Consultation) -> None:
        declined(cast, consultation.partner)
        with pytest.raises(ConversationOver):
            questioned(cast, consultation.partner)
        with pytest.raises(ConversationOver):
            written(cast, consultation.dossier, consultation.partner)

    @pytest.mark.parametrize("role", ["partner_unbound", "internal_partner", "agent", "admin", "citizen"])
    def test_nobody_else_asks(self, cast: Cast, consultation: Consultation, role: str) -> None:
        request = request_of(cast, "partner", consultation.partner)
        with pytest.raises(Forbidden):
            ask_question(actor=cast.actor(role), request=request, text="?", key=uuid4(), at=timezone.now())

    @pytest.mark.parametrize("role", ["partner", "internal_partner", "citizen", "admin", "agent_elsewhere"])
    def test_nobody_but_an_agent_answers(self, cast: Cast, consultation: Consultation, role: str) -> None:
        with pytest.raises((Forbidden, NotYours)):
            written(cast, consultation.dossier, consultation.partner, role=role)

    def test_an_agent_writes_about_requests_of_this_dossier(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        with pytest.raises(NotYours):
            written(cast, filed_dossier(cast), consultation.partner)
        with pytest.raises(NotYours):
            written(cast, consultation.dossier, consultation.unbound)

    def test_the_database_keeps_what_was_said(self, cast: Cast, consultation: Consultation) -> None:
        questioned(cast, consultation.partner)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Message.objects.update(text="")

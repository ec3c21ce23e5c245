"""What is there of documents for a partner whose request is over."""

from uuid import uuid4

import pytest
from django.utils import timezone

from dossiers.sights import NotYours, as_agent, as_party
from solicitations.received import open_as_partner
from solicitations.recipients import recipients_of
from solicitations.selectors import closed_for, recipient_for, request_for, theirs
from solicitations.services import Verdict, give_opinion
from tests.casting import Cast, Consultation, dossier_under_consultation, moved, request_of
from tests.handing_out import decide, handed_out, key_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


class TestOver:
    """A request that has its answer is over once the dossier goes where its partner sees nothing of it."""

    def to(self, cast: Cast, consultation: Consultation, *statuses: str) -> None:
        agent = cast.actor("agent")
        for status in statuses:
            moved(agent, as_agent(agent, consultation.dossier.uid), status)

    def over(self, cast: Cast, consultation: Consultation) -> None:
        give_opinion(
            actor=cast.actor("partner"), request=request_of(cast, "partner", consultation.partner),
            verdict=Verdict("favorable", "Rien à redire."), key=uuid4(), at=timezone.now(),
        )  # fmt: skip
        self.to(cast, consultation, "a_completer")
        agent = cast.actor("citizen")
        moved(agent, as_party(agent, consultation.dossier.uid), "instruction")
        self.to(cast, consultation, "avis_en_cours")

    def test_a_document_is_there_for_them_all_the_same(self, cast: Cast, consultation: Consultation) -> None:
        self.over(cast, consultation)
        partner, uid = cast.actor("partner"), consultation.partner.uid
        with pytest.raises(NotYours):
            request_for(partner, uid)
        with pytest.raises(NotYours):
            closed_for(partner, uid, internal=False)
        assert theirs(partner, internal=False).closed == []
        sent = handed_out(cast, consultation.dossier, consultation.partner)
        left = closed_for(partner, uid, internal=False)
        assert ([each.id for each in left.received], left.is_kept) == ([sent.document_id], False)
        assert [each.solicitation for each in theirs(partner, internal=False).closed] == [
            consultation.partner
        ]
        asked = recipient_for(partner, uid, internal=False)
        open_as_partner(actor=partner, request=asked, document_id=sent.document_id, at=timezone.now())

    def test_not_where_partners_see_nothing_at_all(self, cast: Cast, consultation: Consultation) -> None:
        self.over(cast, consultation)
        handed_out(cast, consultation.dossier, consultation.partner)
        decide(cast, consultation)
        partner, uid = cast.actor("partner"), consultation.partner.uid
        for door in (closed_for, recipient_for):
            with pytest.raises(NotYours):
                door(partner, uid, internal=False)
        assert theirs(partner, internal=False).closed == []

    def test_a_text_is_filled_in_with_what_they_saw(self, cast: Cast, consultation: Consultation) -> None:
        self.over(cast, consultation)
        sight = as_agent(cast.actor("agent"), consultation.dossier.uid)
        (lawyer,) = [
            each for each in recipients_of(sight.dossier) if each.key == key_of(consultation.partner)
        ]
        assert "asso_nom" in lawyer.sight.projection.fields
        assert "iban" not in lawyer.sight.projection.fields

"""A document's text tells nobody what they may not see: every recipient's own sight is asked."""

import datetime as dt

import pytest

from dossiers.models import Dossier
from dossiers.sights import Sight, as_agent
from formengine.papers import DocumentKind
from solicitations.recipients import Recipient, recipients_of
from solicitations.texts import Draft, LeftOut, drafts_of, fingerprint
from tests.casting import Cast, Consultation, dossier_under_consultation, moved, save

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 3, 14)


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    made = dossier_under_consultation(cast)
    agent = cast.actor("agent")
    save(agent, as_agent(agent, made.dossier.uid), page="instruction", montant_propose="15000")
    return made


def sight_of_agent(cast: Cast, dossier: Dossier) -> Sight:
    return as_agent(cast.actor("agent"), dossier.uid)


def people(cast: Cast, consultation: Consultation, *names: str) -> list[Recipient]:
    found = recipients_of(sight_of_agent(cast, consultation.dossier).dossier)
    return [each for each in found if each.name in names]


def drafts(cast: Cast, consultation: Consultation, text: str, *names: str) -> list[Draft]:
    kind = DocumentKind("k", "K", text=text)
    sight = sight_of_agent(cast, consultation.dossier)
    return drafts_of(kind, sight, people(cast, consultation, *names), today=TODAY)


CITIZEN, LAWYER, STAGE = "Maëlle Le Goff", "Me d'Orgeval", "Scène Sûre"


class TestAnswers:
    def test_what_every_recipient_sees_is_filled_in(self, cast: Cast, consultation: Consultation) -> None:
        (draft,) = drafts(cast, consultation, "{{asso_nom}} !", CITIZEN, LAWYER)
        assert draft.text == "Association Les Tréteaux du Marais !"
        assert (draft.told, draft.left_out) == (("asso_nom",), ())

    def test_what_one_of_them_does_not_see_stays_empty_and_is_named(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        (draft,) = drafts(cast, consultation, "[{{montant_propose}}]", CITIZEN, LAWYER)
        assert draft.text == "[]"
        assert draft.told == ()
        assert draft.left_out == (LeftOut("Montant proposé (€)", (CITIZEN, LAWYER)),)
        (draft,) = drafts(cast, consultation, "[{{iban}}]", CITIZEN, LAWYER)
        assert draft.left_out[0].hidden_from == (LAWYER,)

    def test_nobody_but_the_service_may_be_told_all_the_agent_sees(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        (draft,) = drafts(cast, consultation, "{{montant_propose}}")
        assert "15" in draft.text

    def test_a_partner_who_has_not_attached_is_asked_too(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        (draft,) = drafts(cast, consultation, "{{asso_nom}}{{iban}}", STAGE)
        assert draft.text == "Association Les Tréteaux du Marais"
        assert draft.left_out[0].hidden_from == (STAGE,)

    def test_the_status_counts(self, cast: Cast, consultation: Consultation) -> None:
        agent = cast.actor("agent")
        save(agent, as_agent(agent, consultation.dossier.uid), page="suite", decision_motif="Bien.")
        (draft,) = drafts(cast, consultation, "{{decision_motif}}", CITIZEN)
        assert draft.text == ""
        for status in ("commission", "accorde"):
            moved(agent, as_agent(agent, consultation.dossier.uid), status)
        (draft,) = drafts(cast, consultation, "{{decision_motif}}", CITIZEN)
        assert draft.text == "Bien."
        (draft,) = drafts(cast, consultation, "{{asso_nom}}", LAWYER)
        assert draft.text == ""

    def test_no_answer_is_said_to_be_none(self, cast: Cast, consultation: Consultation) -> None:
        (draft,) = drafts(cast, consultation, "{{instruction_note}}")
        assert draft.left_out == (LeftOut("Note interne"),)
        assert draft.left_out[0].is_unanswered

    def test_files_and_what_the_agent_does_not_see_are_not_named(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        (draft,) = drafts(cast, consultation, "{{statuts}}{{asso_adresse.nowhere}}")
        assert draft.left_out == (LeftOut(""), LeftOut(""))

    def test_an_answer_is_never_read_as_a_text(self, cast: Cast, consultation: Consultation) -> None:
        agent = cast.actor("agent")
        sight = as_agent(agent, consultation.dossier.uid)
        save(agent, sight, page="instruction", instruction_note="{{iban}} {{reference}}")
        (draft,) = drafts(cast, consultation, "{{instruction_note}}")
        assert draft.text == "{{iban}} {{reference}}"


class TestOwnNames:
    def test_they_say_what_they_name(self, cast: Cast, consultation: Consultation) -> None:
        text = "{{reference}}|{{title}}|{{status}}|{{today}}|{{organisation}}|{{recipient}}|{{instructions}}"
        (draft,) = drafts(cast, consultation, text, LAWYER)
        told = draft.text.split("|")
        assert told[0] == consultation.dossier.reference
        assert told[2] == "En instruction"
        assert "2027" in told[3]
        assert told[4:] == ["Ville de Saint-Aubin", LAWYER, "Objet statutaire."]
        assert draft.told == ()

    def test_with_several_recipients_each_has_a_text(self, cast: Cast, consultation: Consultation) -> None:
        found = drafts(cast, consultation, "{{recipient}}: {{instructions}}", LAWYER, STAGE)
        assert [each.text for each in found] == [
            f"{LAWYER}: Objet statutaire.",
            f"{STAGE}: Jauge sur les quais.",
        ]
        assert [len(each.recipients) for each in found] == [1, 1]

    def test_instructions_are_a_partners(self, cast: Cast, consultation: Consultation) -> None:
        (draft,) = drafts(cast, consultation, "{{recipient}}{{instructions}}", CITIZEN)
        assert draft.text == CITIZEN
        assert draft.left_out == (LeftOut("Instructions"),)

    def test_who_applies_is_told_to_whom_it_is_shown(self, cast: Cast, consultation: Consultation) -> None:
        (draft,) = drafts(cast, consultation, "{{applicant}}", CITIZEN)
        assert draft.text == CITIZEN
        (draft,) = drafts(cast, consultation, "{{applicant}}", CITIZEN, LAWYER)
        assert draft.text == ""
        assert draft.left_out == (LeftOut("Applicant", (LAWYER,)),)

    def test_where_it_stands_is_for_those_who_see_it_there(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        agent = cast.actor("agent")
        save(agent, as_agent(agent, consultation.dossier.uid), page="suite", decision_motif="Bien.")
        for status in ("commission", "accorde"):
            moved(agent, as_agent(agent, consultation.dossier.uid), status)
        (draft,) = drafts(cast, consultation, "{{status}}", CITIZEN, LAWYER)
        assert draft.left_out == (LeftOut("Status", (LAWYER,)),)


def test_what_was_looked_at_is_told_from_what_is_not(cast: Cast, consultation: Consultation) -> None:
    text = "{{asso_nom}}"
    seen = fingerprint(drafts(cast, consultation, text, LAWYER))
    assert seen == fingerprint(drafts(cast, consultation, text, LAWYER))
    assert seen != fingerprint(drafts(cast, consultation, text, LAWYER, CITIZEN))

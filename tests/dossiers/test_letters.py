"""Mails: to whom they are owed, saying what their reader may know; nothing typed stands in a header."""

import re

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from accounts.models import User
from dossiers.letters import write
from dossiers.outbox import pump
from solicitations.models import Solicitation
from tests.casting import Cast, decided_dossier, dossier_under_consultation, filed_dossier
from tests.samples import ANSWERS


def sent() -> None:
    while pump(at=timezone.now()):
        pass


class TestReceipt:
    def test_it_is_for_the_applicant_and_names_the_reference(
        self, cast: Cast, mailoutbox: list[EmailMessage]
    ) -> None:
        dossier = filed_dossier(cast)
        sent()
        (mail,) = mailoutbox
        assert mail.to == [cast.citizen.email]
        assert mail.subject == f"Your application {dossier.reference} has been received"
        assert f"/dossiers/{dossier.uid}/" in mail.body

    def test_it_is_in_the_readers_language(self, cast: Cast, mailoutbox: list[EmailMessage]) -> None:
        User.objects.filter(pk=cast.citizen.pk).update(language="fr")
        filed_dossier(cast)
        sent()
        assert "Bonjour" in mailoutbox[0].body


class TestKey:
    def test_it_goes_to_external_partners_with_what_is_asked(
        self, cast: Cast, mailoutbox: list[EmailMessage]
    ) -> None:
        stage = dossier_under_consultation(cast)
        sent()
        mails = {mail.to[0]: mail for mail in mailoutbox if stage_key(mail)}
        mail = mails[cast.partner_unbound.email]
        assert stage_key(mail) == stage.key_of(stage.unbound)
        assert "Jauge sur les quais." in mail.body
        assert cast.internal_partner.email not in mails

    def test_one_that_was_taken_back_before_it_was_sent_is_not_sent(
        self, cast: Cast, mailoutbox: list[EmailMessage]
    ) -> None:
        dossier_under_consultation(cast)
        sent()
        told = [mail for mail in mailoutbox if mail.to == [cast.partner_withdrawn.email]]
        assert not [mail for mail in told if stage_key(mail)]
        assert len(told) == 1

    def test_the_key_is_in_no_other_mail(self, cast: Cast, mailoutbox: list[EmailMessage]) -> None:
        stage = dossier_under_consultation(cast)
        sent()
        for solicitation_id, key in stage.keys.items():
            partner = Solicitation.objects.get(pk=solicitation_id).partner_email
            with_it = [mail for mail in mailoutbox if key in str(mail.message())]
            assert {mail.to[0] for mail in with_it} <= {partner}


def stage_key(mail: EmailMessage) -> str:
    found = re.search(r"#((?:[0-9A-Z]{4}-){6}[0-9A-Z]{4})", mail.body)
    return found[1] if found else ""


class TestDecision:
    @pytest.mark.parametrize("outcome", ["accorde", "refuse"])
    def test_it_is_told_to_the_applicant(
        self, cast: Cast, mailoutbox: list[EmailMessage], outcome: str
    ) -> None:
        decided_dossier(cast, outcome)
        sent()
        mail = next(mail for mail in mailoutbox if mail.subject.startswith("Decision"))
        assert mail.to == [cast.citizen.email]
        assert "15000" not in mail.body


def test_no_letter_to_a_partner_holds_an_answer(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    decided_dossier(cast)
    sent()
    theirs = [mail for mail in mailoutbox if mail.to[0] not in (cast.citizen.email, cast.agent.email)]
    assert len(theirs) > 3
    hidden = [ANSWERS[key] for key in ("iban", "representant_email", "asso_nom", "projet_titre")]
    for mail in theirs:
        assert not [value for value in hidden if value in str(mail.subject) + mail.body]


class TestOneBuilder:
    def test_a_subject_is_one_line_and_not_too_long(self, cast: Cast) -> None:
        mail = write(
            to="a@example.org",
            subject="Reply\r\nBcc: b@example.org\x00" + "x" * 300,
            lines=["Good day,"],
            organisation=cast.organisation,
        )
        assert len(mail.subject) == 120
        message = mail.message()
        assert message["Bcc"] is None
        assert "\n" not in mail.subject
        assert mail.body.endswith("Ville de Saint-Aubin\n")

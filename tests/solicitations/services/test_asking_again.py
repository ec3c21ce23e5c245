"""Asking again, and what goes with a request."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from dossiers.enums import EventKind
from dossiers.models import Document, Outbox
from dossiers.services import NotAcceptable, Upload
from dossiers.sights import NotYours, Sight, as_agent
from solicitations.enums import State
from solicitations.models import Solicitation
from solicitations.selectors import request_for, requests_of
from solicitations.services import Verdict, give_opinion
from solicitations.services.enclosing import (
    keep_instruction_file,
    open_enclosure,
    open_enclosure_at_the_desk,
)
from tests.casting import (
    Cast,
    Consultation,
    attached,
    dossier_in_hand,
    dossier_under_consultation,
    sealed_key,
)
from tests.solicitations.asking import asking, outside, refused

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


class TestAgain:
    @pytest.fixture
    def stage(self, cast: Cast) -> Consultation:
        """A partner who has given an opinion."""
        stage = dossier_under_consultation(cast)
        actor = cast.actor("partner")
        give_opinion(
            actor=actor, request=request_for(actor, stage.partner.uid),
            verdict=Verdict("defavorable", "Non."), key=uuid4(), at=timezone.now(),
        )  # fmt: skip
        stage.partner.refresh_from_db()
        return stage

    def again(self, cast: Cast, stage: Consultation, **changes: Any) -> Solicitation:
        before = stage.partner
        wanted = outside(
            name=before.partner_name, email=before.partner_email, scope=before.scope, again_of=before.pk
        )
        sight = as_agent(cast.actor("agent"), stage.dossier.uid)
        return asking(cast, sight, replace(wanted, **changes))[0]

    def test_who_holds_the_dossier_needs_no_other_key(self, cast: Cast, stage: Consultation) -> None:
        made = self.again(cast, stage)
        assert (made.state, made.invitation, made.again_of) == (State.ATTACHED, None, stage.partner)
        assert made.participation is not None
        assert made.participation.user == cast.partner
        assert Outbox.objects.filter(kind="asked_again", refs__solicitation=made.pk).exists()
        assert made.pk in [each.solicitation.pk for each in requests_of(cast.actor("partner"))]

    def test_both_replies_are_kept_and_the_last_one_counts(self, cast: Cast, stage: Consultation) -> None:
        made, actor = self.again(cast, stage), cast.actor("partner")
        give_opinion(
            actor=actor, request=request_for(actor, made.uid), verdict=Verdict("favorable", ""),
            key=uuid4(), at=timezone.now(),
        )  # fmt: skip
        assert stage.partner.opinions.get().verdict == "defavorable"
        assert made.opinions.get().verdict == "favorable"
        events = stage.dossier.events.filter(kind=EventKind.OPINION_GIVEN)
        assert events.count() == 2

    def test_another_address_gets_a_key(self, cast: Cast, stage: Consultation) -> None:
        made = self.again(cast, stage, email="nouvelle@cabinet.example")
        assert made.invitation is not None
        assert made.participation is None

    def test_who_was_withdrawn_gets_a_key(self, cast: Cast, stage: Consultation) -> None:
        before = stage.withdrawn
        made = self.again(
            cast, stage, email=before.partner_email, name=before.partner_name, again_of=before.pk,
            scope=before.scope,
        )  # fmt: skip
        assert made.invitation is not None

    def test_one_that_is_owed_cannot_be_asked_again(self, cast: Cast, stage: Consultation) -> None:
        sight = as_agent(cast.actor("agent"), stage.dossier.uid)
        wanted = outside(again_of=stage.unbound.pk)
        assert refused(cast, sight, wanted) == [(0, "again_of", "still_owed")]

    def test_nor_one_of_another_dossier(self, cast: Cast, stage: Consultation) -> None:
        wanted = outside(again_of=stage.partner.pk, email=stage.partner.partner_email)
        assert refused(cast, dossier_in_hand(cast), wanted) == [(0, "again_of", "still_owed")]


class TestEnclosures:
    def kept(self, cast: Cast, sight: Sight, name: str = "plan.pdf", content: bytes = PDF) -> Document:
        upload = Upload(name, len(content), ContentFile(content))
        return keep_instruction_file(actor=cast.actor("agent"), sight=sight, upload=upload, at=timezone.now())

    def test_one_file_goes_with_several_requests(self, cast: Cast) -> None:
        sight = dossier_in_hand(cast)
        file = self.kept(cast, sight)
        made = asking(
            cast, sight, outside(enclosures=(file.pk,)), outside(scope="technique", enclosures=(file.pk,))
        )
        assert [each.enclosures.get().document for each in made] == [file, file]
        assert open_enclosure_at_the_desk(sight, file.pk) == file

    def test_its_partner_opens_it_and_nobody_else(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        sight = as_agent(cast.actor("agent"), stage.dossier.uid)
        file = self.kept(cast, sight)
        (made,) = asking(
            cast, sight, outside(email=cast.partner_unbound.email, enclosures=(file.pk,), sure=True)
        )
        attached(cast, "partner_unbound", sealed_key(made))
        assert open_enclosure(request_for(cast.actor("partner_unbound"), made.uid), file.pk) == file
        with pytest.raises(NotYours):
            open_enclosure(request_for(cast.actor("partner"), stage.partner.uid), file.pk)
        with pytest.raises(NotYours):
            open_enclosure_at_the_desk(dossier_in_hand(cast), file.pk)

    def test_a_file_of_another_dossier_cannot_be_enclosed(self, cast: Cast) -> None:
        file = self.kept(cast, dossier_in_hand(cast))
        wanted = outside(enclosures=(file.pk,))
        assert refused(cast, dossier_in_hand(cast), wanted) == [(0, "files", "not_a_document")]

    def test_nor_a_file_of_the_applicant(self, cast: Cast) -> None:
        sight = dossier_in_hand(cast)
        answer = Document.objects.filter(dossier=sight.dossier, purpose="answer").first()
        assert answer is not None
        wanted = outside(enclosures=(answer.pk,))
        assert refused(cast, sight, wanted) == [(0, "files", "not_a_document")]

    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            ("vide.pdf", b"", "file_empty"),
            ("faux.pdf", b"MZ not a pdf at all", "file_lies"),
            ("outil.exe", b"MZ", "file_kind"),
        ],
    )
    def test_bad_files_are_refused(self, cast: Cast, name: str, content: bytes, code: str) -> None:
        with pytest.raises(NotAcceptable) as caught:
            self.kept(cast, dossier_in_hand(cast), name, content)
        assert [problem.code for problem in caught.value.problems] == [code]

    def test_a_form_sent_twice_with_its_file_asks_once(self, cast: Cast) -> None:
        sight, key = dossier_in_hand(cast), uuid4()
        for _time in range(2):
            asking(cast, sight, outside(enclosures=(self.kept(cast, sight).pk,)), key=key)
        assert Solicitation.objects.count() == 1

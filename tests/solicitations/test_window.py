"""When a partner sees the dossier, and what stays theirs when they no longer do; at both doors."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from accounts.services import appoint
from dossiers.enums import EventKind
from dossiers.models import Document, Dossier, Participation
from dossiers.sights import Sight
from dossiers.writing import writing
from solicitations.enums import State
from solicitations.models import Complement, Opinion, Solicitation
from solicitations.selectors import request_for
from tests.casting import Cast, next_version
from tests.solicitations.doors import DESK, DOORS, PAGE, PORTAL, Door, Scene, paper, scene
from tests.solicitations.test_both_doors import read, words_of

pytestmark = pytest.mark.django_db
CLOSING = ("a_completer", "withdrawn", "ended", "not open yet")


@pytest.fixture(params=DOORS, ids=lambda door: door.surface)
def door(request: pytest.FixtureRequest) -> Door:
    found: Door = request.param
    return found


def closed(stage: Scene, how: str) -> None:
    held = Participation.objects.filter(pk=stage.asked.participation_id)
    if how == "withdrawn":
        stage.withdrawn()
    elif how == "ended":
        held.update(ends_at=timezone.now() - dt.timedelta(seconds=1))
    elif how == "not open yet":
        held.update(opens_on=timezone.localdate() + dt.timedelta(days=1))
    else:
        stage.moved(how)


def is_listed(stage: Scene) -> bool:
    return str(stage.asked.uid) in stage.client.get(stage.door.url("requests")).text


def statuses(stage: Scene, *names: str) -> list[int]:
    return [stage.get(name).status_code for name in names]


EVERYTHING = ("request", "opinion", "receipt", "receipt_paper", "question")


class TestNothingKept:
    @pytest.mark.parametrize("how", CLOSING)
    def test_it_is_gone_at_once(self, cast: Cast, door: Door, how: str) -> None:
        stage = scene(cast, door)
        stage.opine()
        assert is_listed(stage)
        assert statuses(stage, *EVERYTHING) == [200] * 5
        closed(stage, how)
        assert not is_listed(stage)
        assert statuses(stage, *EVERYTHING) == [404] * 5
        assert stage.get(door.page, PAGE).status_code == 404
        statuts = Document.objects.get(field="rib")
        assert stage.client.get(door.url(door.file, stage.asked.dossier.uid, statuts.pk)).status_code == 404

    def test_who_still_owes_sees_it_again_when_the_status_shows_it(self, cast: Cast, door: Door) -> None:
        stage = scene(cast, door)
        stage.opine()
        stage.moved("a_completer")
        assert not is_listed(stage)
        Dossier.objects.filter(pk=stage.asked.dossier_id).update(status="avis_en_cours")
        assert is_listed(stage)
        assert stage.get(door.page, PAGE).status_code == 200

    @pytest.mark.parametrize("how", ["answered", "declined"])
    def test_what_is_settled_is_over_for_good(self, cast: Cast, door: Door, how: str) -> None:
        stage = scene(cast, door, "opinion")
        decline = "decline" if door is PORTAL else "decline_request"
        stage.opine() if how == "answered" else stage.post(decline, text="Non.")
        stage.moved("commission")
        assert is_listed(stage)
        stage.asked.dossier.refresh_from_db()
        Dossier.objects.filter(pk=stage.asked.dossier_id).update(status="avis_en_cours")
        stage.moved("a_completer")
        Dossier.objects.filter(pk=stage.asked.dossier_id).update(status="avis_en_cours")
        assert not is_listed(stage)
        assert statuses(stage, *EVERYTHING) == [404] * 5


class TestTheReplyKept:
    @pytest.mark.parametrize("how", CLOSING)
    def test_their_own_reply_stays(self, cast: Cast, door: Door, how: str) -> None:
        stage = scene(cast, door, keeps="reply")
        stage.opine("defavorable", "Une réserve de fond.", opinion_file=paper("avis.pdf"))
        if how != "withdrawn":  # what is fully answered is not withdrawn
            stage.fill()
        closed(stage, how)
        assert is_listed(stage)
        page, receipt = stage.get("request").text, stage.get("receipt").text
        mine = ["Une réserve de fond.", "Défavorable", "avis.pdf", "what the service holds is unchanged"]
        mine += [] if how == "withdrawn" else ["3,120.45", "Trésorerie saine", "comptes.pdf"]
        assert [each for each in mine if each not in page or each not in receipt] == []
        assert "Une réserve de fond." in words_of(stage.get("receipt_paper").content)
        for document in (*Opinion.objects.get().papers, *Document.objects.filter(field="comptes")):
            assert read(stage.get("reply_file", document.pk)).startswith(b"%PDF")

    @pytest.mark.parametrize("how", CLOSING)
    def test_and_nothing_else(self, cast: Cast, door: Door, how: str) -> None:
        stage = scene(cast, door, keeps="reply")
        stage.opine("defavorable", "Une réserve de fond.")
        if how != "withdrawn":
            stage.fill()
        stage.asked.refresh_from_db()
        Solicitation.objects.filter(pk=stage.asked.pk).update(instructions="Instructions secrètes.")
        closed(stage, how)
        told = "".join(stage.get(name).text for name in ("request", "receipt"))
        told += stage.client.get(door.url("requests")).text + words_of(stage.get("receipt_paper").content)
        hidden = (
            "Théâtre au bord", "Les Tréteaux", "18,500", "W443001234", "Nom de l", "Budget", "À compléter",
            "compléter par l", "En commission", "Instructions secrètes", "rib.pdf", "RIB_", "statuts 2019",
        )  # fmt: skip
        assert [each for each in hidden if each in told] == []
        assert statuses(stage, "question") == [404]
        assert stage.get(door.page, PAGE).status_code == 404
        foreign = Document.objects.exclude(field__in=("comptes", "opinion_file"))
        assert foreign.exists()
        for each in foreign:
            assert stage.get("reply_file", each.pk).status_code == 404
            other = door.url(door.file, stage.asked.dossier.uid, each.pk)
            assert stage.client.get(other).status_code == 404

    def test_a_word_about_the_withdrawal_stands_with_it(self, cast: Cast, door: Door) -> None:
        stage = scene(cast, door, keeps="reply")
        stage.opine("defavorable", "Une réserve de fond.")
        stage.withdrawn(reason="Le projet est abandonné.")
        assert "Le projet est abandonné." in stage.get("request").text

    def test_who_had_not_replied_has_nothing(self, cast: Cast, door: Door) -> None:
        stage = scene(cast, door, keeps="reply")
        stage.fill(door.save)
        stage.moved("a_completer")
        assert not is_listed(stage)
        assert statuses(stage, *EVERYTHING) == [404] * 5

    def test_nobody_elses_reply_is_theirs(self, cast: Cast, door: Door) -> None:
        stage = scene(cast, door, keeps="reply")
        stage.opine()
        stage.moved("a_completer")
        for role in ("partner_unbound", "citizen", "agent", "other_citizen"):
            other = cast.client(role).get(door.url("request", stage.asked.uid))
            assert other.status_code in (302, 404)

    def test_two_dossiers_that_differ_in_what_is_hidden_look_alike(self, cast: Cast, door: Door) -> None:
        stage = scene(cast, door, keeps="reply")
        stage.opine("defavorable", "Une réserve de fond.", opinion_file=paper("avis.pdf"))
        stage.fill()
        stage.moved("a_completer")
        pages(stage)  # what was to be said once is said
        moment = timezone.now()
        with patch.object(timezone, "now", lambda: moment):
            one = pages(stage)
            changed(stage)
            other = pages(stage)
        assert [at for at, page in enumerate(other) if page != one[at]] == []

    def test_the_comparison_would_see_a_difference(self, cast: Cast, door: Door) -> None:
        stage = scene(cast, door, keeps="reply")
        stage.opine()
        stage.moved("a_completer")
        one = pages(stage)
        Solicitation.objects.filter(pk=stage.asked.pk).update(scope="juridique")
        assert pages(stage) != one


def pages(stage: Scene) -> list[Any]:
    """All that is left, byte by byte, without what differs each time."""
    found: list[Any] = [stage.get("receipt_paper").content]
    for text in (
        stage.client.get(stage.door.url("requests")).text,
        stage.get("request").text,
        stage.get("receipt").text,
        stage.get("question").text,
    ):
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|"CSRF_TOKEN": "[^"]+"', "", text)
        found.append(re.sub(r"'nonce-[^']+'|nonce=\"[^\"]+\"", "", text))
    return found


def changed(stage: Scene) -> None:
    """Everything its partner may not see, also what became of the fields they filled in."""
    dossier: Dossier = Dossier.objects.get(pk=stage.asked.dossier_id)
    agent = stage.cast.actor("agent")
    with writing(Sight(dossier, "crm"), actor=agent, at=timezone.now()) as deed:
        deed.revise("crm", {"projet_titre": "Autre", "pa_observation": "Autre", "iban": None})
        deed.record(EventKind.ANSWERED, revision=deed.dossier.revision, view="crm", fields=["iban"])
    Dossier.objects.filter(pk=dossier.pk).update(
        status="instruction", title="Autre", applicant_name="Autre", asked=9, due_at=timezone.now()
    )
    Document.objects.filter(dossier=dossier, field__in=("rib", "statuts")).update(name="autre.pdf", size=9)
    Solicitation.objects.filter(pk=stage.asked.pk).update(instructions="Autre", reminders=7)


class TestOverSeveralStatuses:
    """As a mediator declares impartiality at one status and records the outcome at a later one."""

    @pytest.fixture
    def stage(self, cast: Cast, door: Door) -> Scene:
        def narrower(document: dict[str, Any]) -> None:
            by_key = {each["key"]: each for each in document["x-statuses"]}
            by_key["avis_en_cours"]["items"]["partner"] = {"pa_observation": "hidden"}
            by_key["complement_en_cours"]["items"]["partner"] = {"comptes": "read"}

        next_version(cast.model, narrower)
        return scene(cast, door, "complement")

    def test_what_opens_later_can_be_filled_in_later(self, stage: Scene) -> None:
        door = stage.door
        assert stage.fill(pa_observation=None).status_code == 302
        assert stage.now.state == State.ANSWERED
        assert "You can now also fill in" not in stage.get("request").text
        stage.moved("complement_en_cours")
        assert "You can now also fill in: Observation" in stage.get("request").text
        sent = stage.corrected(pa_observation="Écrit au bon moment.", **{"comptes-kept": None})
        assert sent.headers["Location"] == door.url("receipt", stage.asked.uid)
        first, second = Complement.objects.order_by("number")
        assert "pa_observation" not in first.answers
        assert second.answers["pa_observation"] == "Écrit au bon moment."
        assert second.answers["comptes"] == first.answers["comptes"]
        assert stage.answers["pa_observation"] == "Écrit au bon moment."
        assert (stage.now.state, stage.asked.dossier.answered) == (State.ANSWERED, 1)

    def test_what_is_only_read_by_then_is_not_taken(self, stage: Scene) -> None:
        stage.fill(pa_observation=None)
        stage.moved("complement_en_cours")
        assert stage.corrected(comptes=paper("autres.pdf")).status_code == 422
        assert Complement.objects.count() == 1


class TestOneDoorEach:
    """Who is partner and something else beside it has at each door the sight of that door, and no more."""

    def test_a_partner_who_is_an_applicant_too(self, cast: Cast) -> None:
        stage = scene(cast, PORTAL, "opinion")
        dossier, rib = stage.asked.dossier, Document.objects.get(field="rib")
        Document.objects.filter(pk=rib.pk).update(deposited_by=cast.partner)
        Participation.objects.create(
            organisation=cast.organisation, dossier=dossier, user=cast.partner, role="representative",
            view="internet", starts_at=timezone.now(),
        )  # fmt: skip
        page = stage.get("request").text
        assert "FR76" not in page
        assert "Théâtre au bord" in page
        assert stage.client.get(PORTAL.url("document", dossier.uid, rib.pk)).status_code == 404
        own = stage.client.get(reverse("citizen_portal:dossier", args=[dossier.uid]))
        assert own.status_code == 200
        assert "Avis comptable" not in own.text
        assert read(stage.client.get(reverse("citizen_portal:document", args=[dossier.uid, rib.pk])))

    def test_a_partner_who_becomes_an_agent(self, cast: Cast) -> None:
        stage = scene(cast, PORTAL, "opinion")
        appoint(user=cast.partner, organisation=cast.organisation, role=Membership.Role.AGENT)
        assert "FR76" not in stage.get("request").text
        rib = Document.objects.get(field="rib")
        assert stage.client.get(PORTAL.url("document", rib.dossier.uid, rib.pk)).status_code == 404
        form = reverse("crm:page", args=[rib.dossier.uid, "association"])
        assert "FR76" in stage.client.get(form).text
        assert stage.client.get(DESK.url("request", stage.asked.uid)).status_code == 404

    def test_an_agent_asked_inside(self, cast: Cast) -> None:
        stage = scene(replaced(cast, "internal_partner", cast.agent), DESK, "opinion")
        assert "FR76" not in stage.get("request").text
        form = reverse("crm:page", args=[stage.asked.dossier.uid, "association"])
        assert "FR76" in stage.client.get(form).text
        opened = stage.client.get(DESK.url("request_document", stage.asked.dossier.uid, uuid4()))
        assert opened.status_code == 404
        sight = request_for(cast.actor("agent"), stage.asked.uid, internal=True).sight
        assert sight.view == "partner"


def replaced(cast: Cast, role: str, user: Any) -> Cast:
    return replace(cast, **{role: user})

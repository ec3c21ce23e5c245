"""The demo's data is made by the services, once, and shows every situation worth looking at."""

from collections import Counter

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from accounts.models import User, actor_for
from config.demo.papers import jpg, pdf
from config.demo.people import AGENT, EVERYBODY, settle
from config.demo.seeding import seed
from config.demo.stories import STORIES
from dossiers import outbox
from dossiers.models import Dossier, Event, Outbox
from formengine.document import parse
from formengine.fieldtypes.file import upload_problems
from solicitations.models import Solicitation
from tests.samples import DOCUMENT

pytestmark = pytest.mark.django_db


def test_every_story_stands_where_it_ends() -> None:
    town = settle()
    assert seed(town, at=timezone.now()) == len(STORIES)
    assert Counter(Dossier.objects.of(town.pk).values_list("status", flat=True)) == Counter(
        story.until for story in STORIES
    )


def test_some_request_is_overdue_and_some_are_answered() -> None:
    seed(town := settle(), at=timezone.now())
    known = Solicitation.objects.of(town.pk)
    assert known.overdue(timezone.localdate()).exists()
    assert known.filter(state="answered").count() >= 5
    assert known.filter(internal=True).exists()
    assert known.filter(state="asked").exists()


def test_nothing_happens_after_today_and_nothing_before_it_was_opened() -> None:
    seed(settle(), at=(now := timezone.now()))
    assert not Event.objects.filter(at__gt=now).exists()
    for dossier in Dossier.objects.all():
        times = list(dossier.events.order_by("number").values_list("at", flat=True))
        assert times == sorted(times)


def test_it_can_be_done_twice() -> None:
    seed(settle(), at=timezone.now())
    before = Dossier.objects.count(), User.objects.count(), Event.objects.count()
    assert seed(settle(), at=timezone.now()) == 0
    assert (Dossier.objects.count(), User.objects.count(), Event.objects.count()) == before


def test_the_agent_finds_all_but_drafts() -> None:
    town = settle()
    seed(town, at=timezone.now())
    agent = actor_for(User.objects.get(email=AGENT.email), town)
    assert Dossier.objects.at_the_desk_of(agent).count() == len(STORIES) - 1


def test_nobody_is_almighty() -> None:
    settle()
    assert User.objects.count() == len(EVERYBODY)
    assert not User.objects.filter(is_superuser=True).exists()


def test_all_letters_are_sent(mailoutbox: list[EmailMessage]) -> None:
    seed(settle(), at=(now := timezone.now()))
    while outbox.pump(at=now):
        pass
    assert not Outbox.objects.exclude(state="done").exists()
    assert not Outbox.objects.exclude(sealed=None).exists()
    assert any("#" in letter.body for letter in mailoutbox)


def test_the_papers_are_what_they_say() -> None:
    field = parse(DOCUMENT).fields["rib"]
    for name, content in (("a.pdf", pdf("Un (deux) \\ trois", "é")), ("a.jpg", jpg("un"))):
        assert not upload_problems(name, len(content), content[:8192], field)

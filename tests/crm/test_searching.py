"""Searching the queue: what the text finds, and that no search reads more than its bounds."""

import datetime as dt
from itertools import chain
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm import keyset, queue, searching
from crm.queue import Catalogue, Page, Search, catalogue_of, page_of
from dossiers.models import Dossier, SearchWord
from dossiers.words import words_of
from tests.casting import Cast, filed_dossier
from tests.crm.conftest import text_of, url
from tests.crm.test_queue import many


def found(cast: Cast, place: str = "", back: bool = False, **asked: Any) -> Page:
    search = Search(**asked)
    return page_of(
        actor=cast.actor("agent"), search=search, catalogue=catalogue(cast, search.text),
        place=keyset.place_of(place, back=back), now=timezone.now(),
    )  # fmt: skip


def catalogue(cast: Cast, text: str) -> Catalogue:
    return catalogue_of(cast.organisation.pk, text)


def named(dossiers: list[Dossier], *names: str) -> None:
    """Give each dossier words of its own, one name after the other."""
    SearchWord.objects.bulk_create(
        SearchWord(organisation_id=each.organisation_id, dossier=each, key="", word=word)
        for number, each in enumerate(dossiers)
        for word in words_of(names[number % len(names)])
    )


def plans(cast: Cast, **asked: Any) -> list[str]:
    """How the catalogue is read with its probes, and then a page; by PostgreSQL as were the tables large."""
    with CaptureQueriesContext(connection) as captured:
        found(cast, **asked)
    read = []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        for each in captured.captured_queries:
            if '"dossier' not in each["sql"]:
                continue
            explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
            cursor.execute(f"{explain} {each['sql']}")
            read.append("\n".join(str(row[-1]) for row in cursor.fetchall()))
    return read


@pytest.fixture
def crowd(cast: Cast) -> list[Dossier]:
    made = many(filed_dossier(cast), 300)
    named(made, "Zoé Martin", "Ana Martin", "Zoé Durand")
    return made


class TestWhatIsFound:
    def test_every_word_is_to_be_there_by_its_beginning(self, cast: Cast, crowd: list[Dossier]) -> None:
        rows = found(cast, text="mart ZOÉ").rows
        assert [row.reference for row in rows] == [f"SUB-MANY-{each:05d}" for each in range(297, 222, -3)]

    def test_it_finds_the_same_whether_words_are_rare_or_frequent(
        self, cast: Cast, crowd: list[Dossier], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        texts = [
            "mart zoe",
            "durand",
            "SUB-MANY-0012",
            "sub-many-0012",
            "121",
            "zoe nobody",
            "%",
            "SUB-MANY_",
        ]
        rare = [found(cast, text=text) for text in texts]
        monkeypatch.setattr(searching, "FEW", 0)
        assert catalogue(cast, "zoe").frequent == {"zoe"}
        frequent = [found(cast, text=text) for text in texts]
        assert [page.rows for page in rare] == [page.rows for page in frequent]
        assert [len(page.rows) for page in rare] == [25, 25, 10, 10, 0, 0, 0, 0]

    def test_a_number_alone_is_the_one_in_a_reference(self, cast: Cast) -> None:
        dossier = filed_dossier(cast)
        for text in ("01", "00001"):
            assert [row.reference for row in found(cast, text=text).rows] == [dossier.reference]

    def test_another_organisation_is_never_searched(self, cast: Cast, crowd: list[Dossier]) -> None:
        other = cast.other_organisation.pk
        SearchWord.objects.update(organisation_id=other)
        Dossier.objects.update(organisation_id=other)
        for text in ("zoe", "SUB-MANY"):
            assert not found(cast, text=text).rows

    def test_a_draft_is_not_found_by_its_words(self, cast: Cast, crowd: list[Dossier]) -> None:
        Dossier.objects.update(in_desk=False)
        assert not found(cast, text="zoe").rows
        assert not found(cast, text="SUB-MANY").rows

    def test_words_narrow_together_with_the_filters(self, cast: Cast, crowd: list[Dossier]) -> None:
        Dossier.objects.filter(pk__in=[each.pk for each in crowd[:3]]).update(status="instruction")
        assert len(found(cast, text="zoe", status="instruction").rows) == 2
        Dossier.objects.filter(pk=crowd[2].pk).update(due_at=timezone.now() - dt.timedelta(1))
        assert len(found(cast, text="zoe", status="instruction", overdue=True).rows) == 1


class TestWhatIsRead:
    @pytest.mark.parametrize("text", ["rariss", "zoe rariss", "SUB-MANY-00012", "12"])
    def test_a_rare_word_leads_through_its_index(self, cast: Cast, crowd: list[Dossier], text: str) -> None:
        named(crowd[:2], "Rarissime")
        probes, page = plans(cast, text=text)
        by_reference = {"dossier_by_reference", "reference_once_an_organisation"}
        assert "word_to_dossier" in probes
        assert any(name in probes for name in by_reference)
        assert text[0] != "S" or any(name in page for name in by_reference)
        assert "word_to_dossier" in page
        assert "dossier_queue" not in probes + page
        if connection.vendor == "sqlite":
            assert "SEARCH dossiers_dossier USING INTEGER PRIMARY KEY" in page
            assert "(organisation_id=? AND word>? AND word<?)" in page
            assert "reference>? AND reference<?" in probes
            assert "SCAN" not in page
        else:
            assert "~>=~" in page
            assert "dossiers_dossier_pkey" in page
            assert "Seq Scan on dossiers" not in page

    def test_frequent_words_are_met_on_a_walk_in_the_order_of_the_queue(
        self, cast: Cast, crowd: list[Dossier], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(searching, "FEW", 10)
        monkeypatch.setattr(keyset, "WALK", 100)
        _probes, page = plans(cast, text="zoe martin")
        assert "dossier_queue" in page
        assert "word_once_a_key" in page
        assert "word_to_dossier" not in page
        if connection.vendor == "sqlite":
            assert "TEMP B-TREE" not in page
            assert "(dossier_id=? AND word>? AND word<?)" in page
        else:
            assert "hashed" not in page

    def test_the_longest_overdue_are_read_in_the_order_of_an_index(
        self, cast: Cast, crowd: list[Dossier]
    ) -> None:
        Dossier.objects.update(due_at=timezone.now() - dt.timedelta(1))
        page = plans(cast, overdue=True)[-1]
        assert "dossier_queue_due" in page
        assert "TEMP B-TREE" not in page
        assert "Sort" not in page


class TestWalk:
    @pytest.fixture(autouse=True)
    def short(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(searching, "FEW", 10)
        monkeypatch.setattr(keyset, "WALK", 40)
        monkeypatch.setattr(queue, "PAGE", 5)

    @pytest.mark.parametrize("same_moment", [False, True])
    @pytest.mark.parametrize(
        ("asked", "overdue"),
        [
            ({"text": "zoe"}, False), ({"text": "zoe"}, True),
            ({"text": "rare zoe"}, False), ({"text": "rare zoe"}, True),
            ({"replies": "waiting"}, True),  # alone it has an index of its own
        ],
    )  # fmt: skip
    def test_it_ends_at_its_bound_and_leads_on_to_all_there_is(
        self, cast: Cast, crowd: list[Dossier], asked: dict[str, Any], overdue: bool, same_moment: bool
    ) -> None:
        wanted = [*crowd[0:300:75], *crowd[1:200:90]]
        named(wanted, "rareone raretwo")
        named(crowd[:12], "rare")
        Dossier.objects.filter(pk__in=[each.pk for each in wanted]).update(asked=1, late_at=timezone.now())
        long_ago = timezone.now() - dt.timedelta(days=9)
        for number, each in enumerate(crowd):
            each.due_at = long_ago if same_moment else long_ago + dt.timedelta(minutes=number % 70)
            each.status_since = long_ago if same_moment else each.status_since
        Dossier.objects.bulk_update(crowd, ["due_at", "status_since"])
        seen, pages, place = [], 0, ""
        while pages == 0 or place:
            page = found(cast, place, overdue=overdue, **asked)
            seen += [row.reference for row in page.rows]
            place, pages = page.after, pages + 1
        rows = Dossier.objects.filter(pk__in=[each.pk for each in crowd])
        rows = rows.order_by("due_at", "pk") if overdue else rows.newest_first()
        if "replies" in asked:
            rows = rows.filter(asked=1)
        for word in words_of(asked.get("text", "")):
            rows = rows.filter(pk__in=SearchWord.objects.beginning(word).values("dossier_id"))
        assert seen == [each.reference for each in rows]
        assert pages > 2

    def test_where_it_found_nothing_it_says_that_there_is_more(
        self, cast: Cast, agent: Client, crowd: list[Dossier]
    ) -> None:
        crowd_of = Dossier.objects.filter(pk__in=[each.pk for each in crowd])
        crowd_of.update(due_at=timezone.now() - dt.timedelta(days=9))
        last = crowd_of.order_by("-pk").first()
        Dossier.objects.filter(pk=last.pk if last else 0).update(asked=1, late_at=timezone.now())
        page = agent.get(f"{url('queue')}?replies=waiting&overdue=on")
        assert "No dossier matches so far." in text_of(page)
        assert page.context["after"]


class TestOverdue:
    def test_the_longest_overdue_comes_first_and_the_page_says_so(self, cast: Cast, agent: Client) -> None:
        made = many(filed_dossier(cast), 60)
        now = timezone.now()
        for number, each in enumerate(made):
            each.due_at = now - dt.timedelta(days=1 + number % 7, minutes=number)
        Dossier.objects.bulk_update(made, ["due_at"])
        expected = [each.reference for each in sorted(made, key=lambda each: each.due_at or now)]
        first = agent.get(f"{url('queue')}?overdue=on")
        assert "the longest overdue first" in text_of(first)
        second = agent.get(url("queue") + first.context["after"])
        third = agent.get(url("queue") + second.context["after"])
        pages = [[row.reference for row in each.context["rows"]] for each in (first, second, third)]
        assert [*chain(*pages)] == expected
        assert not third.context["after"]
        again = agent.get(url("queue") + third.context["before"])
        assert [row.reference for row in again.context["rows"]] == pages[1]

"""The work queue: what it shows, how it is narrowed, and that it costs the same whatever its size."""

import datetime as dt
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from crm.keyset import Place, place_of
from crm.queue import PAGE
from dossiers.models import Dossier, SearchWord
from tests.casting import Cast, Consultation, completed_draft, filed_dossier, overdue
from tests.crm.conftest import text_of, url

QUERIES = 8
GARBAGE = [
    "",
    "-",
    "1-",
    "-1",
    "x-y",
    "9" * 60,
    "99999999999999999999-1",
    "1-99999999999999999999",
    "١-٢",
    "\x00",
]


def many(dossier: Dossier, number: int) -> list[Dossier]:
    """More dossiers like this one, each a minute younger than the one before."""
    start = timezone.now() - dt.timedelta(days=1)
    made = [
        Dossier(
            organisation_id=dossier.organisation_id, uid=uuid4(), model_id=dossier.model_id,
            version_id=dossier.version_id, status="depose", status_since=start + dt.timedelta(minutes=each),
            in_desk=True, reference=f"SUB-MANY-{each:05d}", title=f"Projet {each}",
            applicant_name="Zoé Quelqu'une", answers={}, opened_at=start, submitted_at=start,
        )
        for each in range(number)
    ]  # fmt: skip
    return Dossier.objects.bulk_create(made)


class TestQueue:
    def test_it_shows_a_dossier_with_all_that_an_agent_looks_for(
        self, cast: Cast, agent: Client, consultation: Consultation
    ) -> None:
        page = text_of(agent.get(url("queue")))
        assert consultation.dossier.reference
        for shown in (
            consultation.dossier.reference,
            "Maëlle Le Goff",
            "Festival",
            "Avis en cours",
            "0 of 3",
        ):
            assert shown in page

    def test_it_says_so_when_there_is_nothing(self, agent: Client) -> None:
        assert "No dossier has arrived yet" in text_of(agent.get(url("queue")))

    def test_it_leaves_out_what_is_not_filed(self, cast: Cast, agent: Client) -> None:
        completed_draft(cast)
        assert "No dossier has arrived yet" in text_of(agent.get(url("queue")))

    def test_it_marks_a_dossier_past_its_limit(self, cast: Cast, agent: Client) -> None:
        dossier = filed_dossier(cast)
        assert "overdue</span>" not in text_of(agent.get(url("queue")))
        Dossier.objects.filter(pk=dossier.pk).update(due_at=timezone.now() - dt.timedelta(hours=1))
        assert "overdue</span>" in text_of(agent.get(url("queue")))

    @pytest.mark.parametrize(
        "query",
        [
            "q=SUB-", "q=sub-", "q=Maë", "q=maëlle", "q=Festival", "q=FESTIVAL", "q=Association Les",
            "q=maelle", "q=goff mae", "q=fest le-goff", "q=00001", "q=01",
            "status=avis_en_cours", "model=subvention-projet", "replies=waiting",
            "q=Festival&status=avis_en_cours&replies=waiting",
        ],
    )  # fmt: skip
    def test_it_finds(self, agent: Client, consultation: Consultation, query: str) -> None:
        assert consultation.dossier.reference in text_of(agent.get(f"{url('queue')}?{query}"))

    @pytest.mark.parametrize(
        "query",
        [
            "q=nothing",
            "q=estival",
            "q=Festival nothing",
            "status=depose",
            "replies=in",
            "replies=late",
            "overdue=on",
        ],
    )
    def test_it_leaves_out(self, agent: Client, consultation: Consultation, query: str) -> None:
        page = text_of(agent.get(f"{url('queue')}?{query}"))
        assert "No dossier matches" in page
        assert "Clear" in page

    def test_it_finds_overdue_replies(self, agent: Client, consultation: Consultation) -> None:
        overdue(consultation.internal)
        assert consultation.dossier.reference in text_of(agent.get(f"{url('queue')}?replies=late"))

    def test_it_finds_what_is_past_its_limit(self, cast: Cast, agent: Client) -> None:
        dossier = filed_dossier(cast)
        Dossier.objects.filter(pk=dossier.pk).update(due_at=timezone.now() - dt.timedelta(hours=1))
        assert dossier.reference in text_of(agent.get(f"{url('queue')}?overdue=on"))

    def test_it_keeps_the_filters_it_was_given(self, agent: Client, consultation: Consultation) -> None:
        page = text_of(agent.get(f"{url('queue')}?q=Fest&status=avis_en_cours&overdue="))
        assert 'value="Fest"' in page
        assert '<option value="avis_en_cours" selected>' in page

    @pytest.mark.parametrize("text", ["%25", "_", "--", "a"])
    def test_too_short_a_text_is_said_at_its_field(self, cast: Cast, agent: Client, text: str) -> None:
        dossier = filed_dossier(cast)
        page = text_of(agent.get(f"{url('queue')}?q={text}"))
        assert "Type at least two letters or digits." in page
        assert dossier.reference in page

    def test_an_unknown_choice_is_said_at_its_field(self, agent: Client, consultation: Consultation) -> None:
        response = agent.get(f"{url('queue')}?status=nowhere")
        assert response.status_code == 200
        assert "nowhere is not one of the available choices" in text_of(response)

    @pytest.mark.parametrize(
        "name", ["q", "status", "model", "replies", "overdue", "after", "before", "page"]
    )
    @pytest.mark.parametrize("value", [*GARBAGE, "' OR 1=1 --", "{{7*7}}", "<script>", "%ff", "a" * 5000])
    def test_no_value_breaks_it(self, agent: Client, name: str, value: str) -> None:
        assert agent.get(url("queue"), {name: value}).status_code == 200

    def test_it_takes_no_other_verb(self, agent: Client) -> None:
        assert agent.post(url("queue")).status_code == 405


class TestHiddenAnswersInTheQueue:
    def test_an_answer_that_the_desk_does_not_see_is_neither_shown_nor_found(
        self, cast: Cast, agent: Client
    ) -> None:
        dossier = filed_dossier(cast)
        SearchWord.objects.create(
            organisation=cast.organisation, dossier=dossier, key="not_for_the_desk", word="secret"
        )
        assert dossier.reference not in text_of(agent.get(f"{url('queue')}?q=Secret"))

    def test_a_first_listed_answer_that_a_condition_may_hide_is_not_shown(
        self, cast: Cast, agent: Client
    ) -> None:
        dossier = filed_dossier(cast)
        document = dossier.version.document
        document["properties"]["projet_titre"]["x-when"] = {"==": [{"var": "projet_lieu_public"}, True]}
        other = type(dossier.version).objects.create(
            organisation=cast.organisation, model=dossier.model, number=2, document=document,
            digest="another", published_at=timezone.now(),
        )  # fmt: skip
        Dossier.objects.filter(pk=dossier.pk).update(version=other)
        page = text_of(agent.get(url("queue")))
        assert dossier.reference in page
        assert "Festival" not in page
        assert dossier.reference not in text_of(agent.get(f"{url('queue')}?q=Festival"))


class TestPages:
    def test_it_goes_through_all_of_them_forth_and_back(self, cast: Cast, agent: Client) -> None:
        all_of_them = [each.reference for each in reversed(many(filed_dossier(cast), 2 * PAGE + 3))]
        address, seen, pages = f"{url('queue')}?q=SUB-MANY", [], []
        while address:
            context = agent.get(address).context
            pages.append([row.reference for row in context["rows"]])
            seen += pages[-1]
            newer, address = context["before"], context["after"] and url("queue") + context["after"]
        assert seen == all_of_them
        context = agent.get(url("queue") + newer).context
        assert [row.reference for row in context["rows"]] == pages[-2]
        context = agent.get(url("queue") + context["before"]).context
        assert [row.reference for row in context["rows"]] == pages[0]
        assert not context["before"]

    def test_equal_moments_are_told_apart(self, cast: Cast, agent: Client) -> None:
        many(filed_dossier(cast), PAGE + 5)
        Dossier.objects.update(status_since=timezone.now())
        first = agent.get(f"{url('queue')}?q=SUB-MANY").context
        second = agent.get(url("queue") + first["after"]).context
        shown = [row.url for row in (*first["rows"], *second["rows"])]
        assert len(shown) == len(set(shown)) == PAGE + 5

    def test_beyond_the_last_there_is_a_way_back(self, agent: Client, cast: Cast) -> None:
        filed_dossier(cast)
        page = text_of(agent.get(f"{url('queue')}?after=1-1"))
        assert "There is nothing further" in page

    def test_a_place_is_read_as_it_was_written(self) -> None:
        place = Place(timezone.now(), 12)
        assert place_of(place.token, back=False) == place

    @pytest.mark.parametrize("token", GARBAGE)
    def test_what_is_no_place_is_none(self, token: str) -> None:
        found = place_of(token, back=False)
        assert found is None or found.pk < 2**63


class TestCost:
    @pytest.mark.parametrize(
        "query",
        [
            "",
            "?q=Projet",
            "?status=depose",
            "?replies=late",
            "?replies=half",
            "?replies=question",
            "?overdue=on",
        ],
    )
    def test_it_asks_the_same_whatever_the_size(
        self, cast: Cast, agent: Client, django_assert_num_queries: DjangoAssertNumQueries, query: str
    ) -> None:
        dossier = filed_dossier(cast)
        agent.get(url("queue"))  # what is read once in the life of a process
        with django_assert_num_queries(QUERIES):
            agent.get(url("queue") + query)
        many(dossier, 200)
        with django_assert_num_queries(QUERIES):
            agent.get(url("queue") + query)

    def test_it_never_counts_nor_skips(
        self, cast: Cast, agent: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        many(filed_dossier(cast), PAGE + 5)
        older = agent.get(f"{url('queue')}?q=SUB-MANY").context["after"]
        with django_assert_max_num_queries(QUERIES) as captured:
            agent.get(url("queue") + older)
        sql = " ".join(
            query["sql"].upper() for query in captured.captured_queries if "ANSWERED" in query["sql"].upper()
        )
        assert "COUNT(" not in sql
        assert "OFFSET" not in sql

"""The work queue takes its first page out of an index, however many dossiers there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm.queue import DECLINED, HALF, IN, LATE, QUESTION, WAITING, Catalogue, Search, page_of
from dossiers.models import Dossier
from solicitations.models import Solicitation
from tests.casting import Cast

ON_SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole")


@ON_SQLITE
@pytest.mark.parametrize(("status", "index"), [("", "dossier_queue"), ("depose", "dossier_queue_status")])
def test_the_queue_is_read_in_the_order_of_an_index(cast: Cast, status: str, index: str) -> None:
    queue = Dossier.objects.at_the_desk_of(cast.actor("agent")).newest_first()
    plan = (queue.filter(status=status) if status else queue)[:25].explain()
    assert f"USING INDEX {index} " in plan
    assert "TEMP B-TREE" not in plan


@ON_SQLITE
@pytest.mark.parametrize(
    ("replies", "index"),
    [
        (WAITING, "dossier_queue_waiting"),
        (LATE, "dossier_queue_late"),
        (HALF, "dossier_queue_half"),
        (IN, "dossier_queue_in"),
        (DECLINED, "dossier_queue_declined"),
        (QUESTION, "dossier_queue_question"),
    ],
)
@pytest.mark.parametrize("status", ["", "depose"])
def test_what_became_of_requests_is_read_in_the_order_of_an_index(
    cast: Cast, replies: str, index: str, status: str
) -> None:
    """An index that holds those dossiers only: nothing is joined, and none is looked at in vain."""
    agent = cast.actor("agent")
    bool(agent.is_agent)  # asks once for the roles
    search = Search(replies=replies, status=status)
    with CaptureQueriesContext(connection) as captured:
        page_of(actor=agent, search=search, catalogue=Catalogue(), place=None, now=timezone.now())
    (query,) = [each["sql"] for each in captured.captured_queries]
    assert "solicitation" not in query
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query.replace('%', '%%')}")
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert f"USING INDEX {index} " in plan
    assert "TEMP B-TREE" not in plan


@ON_SQLITE
def test_what_an_agent_waits_for_is_found_by_who_asked(cast: Cast) -> None:
    late = Solicitation.objects.of(cast.organisation.pk).overdue(timezone.localdate())
    plan = late.filter(asked_by_id=cast.agent.pk).order_by().explain()
    assert "USING INDEX solicitation_of_agent (organisation_id=? AND asked_by_id=? AND state=?" in plan

"""The work queue takes its first page out of an index, however many dossiers there are."""

import pytest
from django.db import connection

from dossiers.models import Dossier
from tests.casting import Cast


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole")
@pytest.mark.parametrize(("status", "index"), [("", "dossier_queue"), ("depose", "dossier_queue_status")])
def test_the_queue_is_read_in_the_order_of_an_index(cast: Cast, status: str, index: str) -> None:
    queue = Dossier.objects.at_the_desk_of(cast.actor("agent")).newest_first()
    plan = (queue.filter(status=status) if status else queue)[:25].explain()
    assert f"USING INDEX {index} " in plan
    assert "TEMP B-TREE" not in plan

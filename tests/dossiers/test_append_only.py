"""What was written about a dossier stays written: the database says so, whoever asks."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from dossier_models.models import ModelVersion
from dossiers.models import Event, Revision
from tests.casting import Cast, filed_dossier

GUARDED = [Event, Revision, ModelVersion]


DEEDS = {
    "update": lambda model, row, other: model.objects.filter(pk=row.pk).update(organisation=other),
    "save": lambda _model, row, _other: row.save(),
    "delete": lambda model, row, _other: model.objects.filter(pk=row.pk)._raw_delete("default"),
}


@pytest.mark.parametrize("model", GUARDED)
@pytest.mark.parametrize("deed", DEEDS)
def test_no_row_is_changed_or_taken_away(cast: Cast, model: Any, deed: str) -> None:
    filed_dossier(cast)
    row = model.objects.first()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        DEEDS[deed](model, row, cast.other_organisation)
    assert model.objects.filter(pk=row.pk, organisation=cast.organisation).exists()


@pytest.mark.parametrize("model", GUARDED)
def test_nor_by_hand(cast: Cast, model: Any) -> None:
    filed_dossier(cast)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 (a table's own name)

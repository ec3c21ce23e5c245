"""A deed is done once, however often the button is pressed: its idempotency key is stored first."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.refusals import Refusal
from dossiers.models import DoneOnce
from formengine.document import digest


class KeyReused(Refusal):
    """The same idempotency key came with another content."""

    code = "key_reused"
    http_status = 422
    message = _("This page was already sent with other content. Open it again and send it once more.")


def first_time(*, actor: Actor, key: UUID, content: Any, at: dt.datetime) -> bool:
    """Claim the key, in the deed's own transaction. One query the first time, two after.

    False where the same deed was done before; the caller then answers as it did. Where another request holds
    the key, PostgreSQL waits for it here. Raises KeyReused where the content differs.
    """
    table, fingerprint = DoneOnce._meta.db_table, digest(content)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" (organisation_id, user_id, key, fingerprint, at) '  # noqa: S608 - own table name
            "VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [
                actor.organisation_id,
                actor.person_id,
                DoneOnce._meta.get_field("key").get_db_prep_value(key, connection),
                fingerprint,
                DoneOnce._meta.get_field("at").get_db_prep_value(at, connection),
            ],
        )
        if cursor.rowcount == 1:
            return True
    known = DoneOnce.objects.get(organisation_id=actor.organisation_id, user_id=actor.person_id, key=key)
    if known.fingerprint != fingerprint:
        raise KeyReused
    return False


def not_done(*, actor: Actor, key: UUID) -> None:
    """Give the key back, in the deed's own transaction: the same request is to be judged again. One query."""
    DoneOnce.objects.filter(organisation_id=actor.organisation_id, user_id=actor.person_id, key=key).delete()


def when_done(*, actor: Actor, key: UUID) -> dt.datetime:
    """When the deed was done for which this key was claimed. One query."""
    done: dt.datetime = DoneOnce.objects.values_list("at", flat=True).get(
        organisation_id=actor.organisation_id, user_id=actor.person_id, key=key
    )
    return done

"""All that a thief of the database would read."""

from collections.abc import Iterator

from django.contrib.sessions.models import Session
from django.db import connection


def everything_stored() -> Iterator[str]:
    """Every value of every row, as text, and what the sessions hold."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (names the database gave us)
            for row in cursor.fetchall():
                for value in row:
                    yield (
                        bytes(value).decode("latin-1")
                        if isinstance(value, bytes | memoryview)
                        else str(value)
                    )
    for session in Session.objects.all():
        yield str(session.get_decoded())

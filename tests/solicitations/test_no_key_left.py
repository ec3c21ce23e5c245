"""After a whole life of requests no key is left anywhere but in the one mail that carried it.

Looked through: every column of every table, the bytes of the database itself, the queue and the sessions
unpacked, the log, and all mails.
"""

import base64
import datetime as dt
import logging
from collections.abc import Iterator
from itertools import pairwise
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ, Task

from dossiers import keys, nightly
from dossiers.outbox import pump
from dossiers.sights import as_agent
from solicitations.models import Colleague, Solicitation
from solicitations.selectors import request_for
from solicitations.services import Verdict, give_opinion, remind, send_again, withdraw
from solicitations.services.colleagues import NewColleague, add_colleague, forward
from tests.casting import Cast, Consultation, dossier_under_consultation

ATTACH = reverse("partner_portal:attach")
DAY = dt.timedelta(days=1)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every key that is generated, as it is."""
    found: list[str] = []
    generate = keys.generate

    def noting() -> str:
        found.append(generate())
        return found[-1]

    monkeypatch.setattr(keys, "generate", noting)
    return found


@pytest.fixture
def stage(cast: Cast, made: list[str]) -> Consultation:
    return dossier_under_consultation(cast)


def live(cast: Cast, stage: Consultation) -> None:
    """Asked, mailed, mistyped, typed before the sign-in, attached, forwarded, replied, reminded, run out,
    sent again, taken back."""
    agent, partner, at = cast.actor("agent"), cast.actor("partner"), timezone.now()
    sight = as_agent(agent, stage.dossier.uid)
    pump(at=at)
    key = stage.key_of(stage.unbound)
    visitor = Client()
    for typed in (key, key.lower(), f"Votre clé : {key}.", key[:-1], key[:-1] + "0", keys.generate()):
        visitor.post(ATTACH, {"key": typed})
        cast.client("other_citizen").post(ATTACH, {"key": typed})
    cast.client("partner_unbound").post(ATTACH, {"key": key})
    Solicitation.objects.filter(pk=stage.partner.pk).update(may_forward=True)
    request = request_for(partner, stage.partner.uid)
    forward(actor=partner, request=request, new=NewColleague("A", "a@x.example"), key=uuid4(), at=at)
    give_opinion(actor=partner, request=request, verdict=Verdict("favorable", ""), key=uuid4(), at=at)
    remind(actor=agent, sight=sight, key=uuid4(), at=at)
    add_colleague(
        actor=agent, sight=sight, solicitation_id=stage.unbound.pk, new=NewColleague("B", "b@x.example"),
        key=uuid4(), at=at,
    )  # fmt: skip
    pump(at=at)
    for day in (30, 33, 36, 90):
        nightly.run(at=at + day * DAY)
        pump(at=at + day * DAY)
    send_again(actor=agent, sight=sight, solicitation_id=stage.unbound.pk, key=uuid4(), at=at)
    pump(at=at + 91 * DAY)
    withdraw(actor=agent, sight=sight, solicitation_id=stage.unbound.pk, key=uuid4(), at=at)
    pump(at=at + 92 * DAY)
    for client in (cast.client("agent"), cast.client("partner"), cast.client("partner_unbound")):
        client.get(reverse("crm:partners", args=[stage.dossier.uid]))
        client.get(reverse("crm:history", args=[stage.dossier.uid]))
        client.get(reverse("partner_portal:requests"))


def shapes(key: str) -> list[bytes]:
    """A key as it could be written down."""
    plain = key.replace("-", "")
    written = [form.encode() for form in (key, plain, key.lower(), plain.lower(), key.replace("-", " "))]
    return [*written, *(base64.b64encode(each).rstrip(b"=")[:-1] for each in written), *(
        each.hex().encode() for each in written
    )]  # fmt: skip


def rows() -> Iterator[bytes]:
    """Every value of every table, as text and, of binary columns, as bytes."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of tables
            for row in cursor.fetchall():
                for value in row:
                    yield bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def unpacked() -> Iterator[bytes]:
    """What the queue and the sessions hold, which is packed in their tables."""
    yield from (repr(each.task).encode() for each in OrmQ.objects.all())
    yield from (
        repr((each.func, each.args, each.kwargs, each.result)).encode() for each in Task.objects.all()
    )
    yield from (repr(each.get_decoded()).encode() for each in Session.objects.all())


def the_file() -> bytes:
    """The database as it lies on the disk, with what was deleted and not overwritten. SQLite's only."""
    return connection.connection.serialize() if connection.vendor == "sqlite" else b""


@pytest.mark.django_db
def test_no_key_is_left_but_in_its_own_mail(
    cast: Cast,
    made: list[str],
    stage: Consultation,
    mailoutbox: list[EmailMessage],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    live(cast, stage)
    assert len(made) >= 7
    assert Colleague.objects.count() == 2
    said = "".join(capfd.readouterr())
    heap = b"\0".join([*rows(), *unpacked(), the_file(), said.encode(), caplog.text.encode()])
    assert b"saint-aubin" in heap  # it is the right heap
    left = [key[:4] for key in made if any(shape in heap for shape in shapes(key))]
    assert not left
    mails = [each.message().as_bytes() for each in mailoutbox]
    carried = {key: [n for n, mail in enumerate(mails) if key.encode() in mail] for key in made}
    assert max(map(len, carried.values())) == 1
    assert sum(map(len, carried.values())) >= 5
    several = [n for found in carried.values() for n in found]
    assert len(several) == len(set(several))  # and no mail carries two


def test_the_search_would_find_one() -> None:
    """A proof that finds nothing proves something only if it finds what is there."""
    for one, other in pairwise(keys.generate() for _each in range(3)):
        packed = base64.b64encode(other.encode())
        assert any(shape in b"..." + packed + b"..." for shape in shapes(other))
        assert not any(shape in packed for shape in shapes(one))

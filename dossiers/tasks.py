"""What django-q2 runs. It is the pump, never the memory: a task may run twice or be lost without loss."""

from django.utils import timezone

from dossiers import nightly as night
from dossiers import outbox


def pump() -> int:
    """Send what the outbox owes; the number of mails sent."""
    return outbox.pump(at=timezone.now())


def nightly() -> int:
    """Do what is done once a night; the number of pieces of work that failed."""
    done = night.run(at=timezone.now())
    return sum(each is None for each in done.values())

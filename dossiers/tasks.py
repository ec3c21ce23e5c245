"""What django-q2 runs. It is the pump, never the memory: a task may run twice or be lost without loss."""

from django.utils import timezone

from dossiers import outbox


def pump() -> int:
    """Send what the outbox owes; the number of mails sent."""
    return outbox.pump(at=timezone.now())

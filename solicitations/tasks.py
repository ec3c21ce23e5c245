"""What django-q2 runs about requests to partners. A task may run twice or be lost without loss."""

from django.utils import timezone

from solicitations.services import batching


def ask_batch(batch_id: int) -> int:
    """Ask on the dossiers of a batch that still wait; on how many."""
    return batching.run_batch(batch_id, at=timezone.now())

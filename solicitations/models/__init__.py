"""Partners, what was asked of them, and what they replied. Only services write them."""

from solicitations.models.asked import Enclosure, Message, Opinion, Solicitation
from solicitations.models.batches import Batch, BatchLine
from solicitations.models.registry import PartnerBody, PartnerPerson

__all__ = [
    "Batch",
    "BatchLine",
    "Enclosure",
    "Message",
    "Opinion",
    "PartnerBody",
    "PartnerPerson",
    "Solicitation",
]

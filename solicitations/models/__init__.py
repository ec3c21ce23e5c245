"""Partners, what was asked of them, and what they replied. Only services write them."""

from solicitations.models.asked import Enclosure, Message, Opinion, Solicitation
from solicitations.models.batches import Batch, BatchLine
from solicitations.models.colleagues import Colleague
from solicitations.models.following import Reminder, RepliesSeen
from solicitations.models.handing_out import PartnerRecipient, Withheld
from solicitations.models.registry import PartnerBody, PartnerPerson
from solicitations.models.replies import Complement, OpinionFile

__all__ = [
    "Batch",
    "BatchLine",
    "Colleague",
    "Complement",
    "Enclosure",
    "Message",
    "Opinion",
    "OpinionFile",
    "PartnerBody",
    "PartnerPerson",
    "PartnerRecipient",
    "Reminder",
    "RepliesSeen",
    "Solicitation",
    "Withheld",
]

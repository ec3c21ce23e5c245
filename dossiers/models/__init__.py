"""Dossiers at run time: answers, who takes part, what happened, what is owed. Only services write them."""

from dossiers.models.base import OrganisationRow
from dossiers.models.confirming import ConfirmedAddress
from dossiers.models.documents import Document, document_path, document_storage
from dossiers.models.dossier import AnswerValue, Dossier, Draft, ReferenceCounter, SearchWord
from dossiers.models.owed import Outbox
from dossiers.models.parties import Beneficiary, Party
from dossiers.models.sent import PartyRecipient, Receiving, SentDocument
from dossiers.models.taking_part import Invitation, KeyAttempt, Participation
from dossiers.models.trail import DoneOnce, Event, Revision

__all__ = [
    "AnswerValue",
    "Beneficiary",
    "ConfirmedAddress",
    "Document",
    "DoneOnce",
    "Dossier",
    "Draft",
    "Event",
    "Invitation",
    "KeyAttempt",
    "OrganisationRow",
    "Outbox",
    "Participation",
    "Party",
    "PartyRecipient",
    "Receiving",
    "ReferenceCounter",
    "Revision",
    "SearchWord",
    "SentDocument",
    "document_path",
    "document_storage",
]

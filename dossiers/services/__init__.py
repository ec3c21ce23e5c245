"""Deeds done to dossiers. Each asks permission first, and is one transaction with its events and mails."""

from dossiers.services.confirming import CodeRefused, NothingToConfirm, confirm_address, send_code
from dossiers.services.depositing import Upload, deposit
from dossiers.services.inviting import (
    KeyRefused,
    NewKey,
    bind,
    end_participation,
    invite,
    revoke,
)
from dossiers.services.moving import change_status
from dossiers.services.opening import open_dossier
from dossiers.services.parties import NoKeyWaiting, PartyAsk, invite_party, send_party_key, withdraw_party
from dossiers.services.renewing import move_to_version
from dossiers.services.saving import (
    NotAcceptable,
    NotEditable,
    Saved,
    Submission,
    forget_draft,
    keep_draft,
    save_answers,
)
from dossiers.services.standing_in import AlreadyTakenOver, ForAnother, address_beneficiary, take_over

__all__ = [
    "AlreadyTakenOver",
    "CodeRefused",
    "ForAnother",
    "KeyRefused",
    "NewKey",
    "NoKeyWaiting",
    "NotAcceptable",
    "NotEditable",
    "NothingToConfirm",
    "PartyAsk",
    "Saved",
    "Submission",
    "Upload",
    "address_beneficiary",
    "bind",
    "change_status",
    "confirm_address",
    "deposit",
    "end_participation",
    "forget_draft",
    "invite",
    "invite_party",
    "keep_draft",
    "move_to_version",
    "open_dossier",
    "revoke",
    "save_answers",
    "send_code",
    "send_party_key",
    "take_over",
    "withdraw_party",
]

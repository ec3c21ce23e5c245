"""Named states and kinds of run-time data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Why somebody takes part in a dossier."""

    APPLICANT = "applicant", _("Applicant")
    REPRESENTATIVE = "representative", _("Representative")
    SECOND_PARTY = "second_party", _("Second party")
    PARTNER = "partner", _("Partner")
    INTERNAL_PARTNER = "internal_partner", _("Internal partner")


PARTNER_ROLES = (Role.PARTNER, Role.INTERNAL_PARTNER)


class Kind(models.TextChoices):
    """What a partner is asked for."""

    OPINION = "opinion", _("Opinion")
    COMPLEMENT = "complement", _("Complement")
    BOTH = "both", _("Opinion and complement")


class Purpose(models.TextChoices):
    """What a stored file is part of."""

    ANSWER = "answer", _("An answer of the form")
    OPINION = "opinion", _("An opinion")
    SENT = "sent", _("A document of the service")
    INSTRUCTION = "instruction", _("Instructions to a partner")


class Delivery(models.TextChoices):
    """The state of something owed to somebody."""

    PENDING = "pending", _("To be sent")
    SENDING = "sending", _("Being sent")
    DONE = "done", _("Sent")
    HUMAN = "human", _("Needs a person")


class Try(models.TextChoices):
    """What is counted so that nobody does it too often."""

    KEY = "key", _("An unknown key")
    CODE = "code", _("A wrong code")
    SENT = "sent", _("A code sent")


class EventKind(models.TextChoices):
    """What happened to a dossier: one line of the audit trail."""

    OPENED = "opened", _("Dossier opened")
    ANSWERED = "answered", _("Answers changed")
    REFUSED = "refused", _("A request was refused")
    MOVED = "moved", _("Status changed")
    DOCUMENT_READ = "document_read", _("Document opened")
    DOCUMENT_SENT = "document_sent", _("Document of the service put into the dossier")
    DOCUMENT_OPENED = "document_opened", _("Document of the service opened by its recipient")
    RECIPIENT_ADDED = "recipient_added", _("Document shown to another recipient")
    RECIPIENT_REMOVED = "recipient_removed", _("Document no longer shown to a recipient")
    FILE_WITHHELD = "file_withheld", _("File taken out of a partner's sight")
    FILE_GIVEN_BACK = "file_given_back", _("File put back into a partner's sight")
    ASKED = "asked", _("Partner asked")
    KEY_SENT = "key_sent", _("Key sent")
    KEY_REPLACED = "key_replaced", _("Key replaced")
    KEY_TRIED = "key_tried", _("Key tried without success")
    MAIL_ACCEPTED = "mail_accepted", _("Mail accepted by the mail server")
    MAIL_REFUSED = "mail_refused", _("Mail that could not be delivered")
    KEY_TYPED = "key_typed", _("Key typed before signing in")
    KEY_ENDING = "key_ending", _("End of the key announced")
    KEY_EXPIRED = "key_expired", _("Key expired")
    BOUND = "bound", _("Dossier attached by a partner")
    REQUEST_SEEN = "request_seen", _("Request opened by a partner")
    COLLEAGUE_ADDED = "colleague_added", _("Colleague added to a request")
    COLLEAGUE_REMOVED = "colleague_removed", _("Colleague removed from a request")
    ACCESS_ENDED = "access_ended", _("Access of a partner ended")
    KEY_WANTED = "key_wanted", _("New key asked for")
    ACCOUNT_OFFERED = "account_offered", _("Another account asks to be accepted")
    ACCOUNT_ACCEPTED = "account_accepted", _("Another account accepted")
    ACCOUNT_DECLINED = "account_declined", _("Another account not accepted")
    DISOWNED = "disowned", _("Request reported as not theirs")
    OPINION_GIVEN = "opinion_given", _("Opinion given")
    COMPLEMENT_GIVEN = "complement_given", _("Complement given")
    REPLY_DECLINED = "reply_declined", _("Reply declined")
    QUESTION_ASKED = "question_asked", _("Question asked by a partner")
    PARTNER_WRITTEN_TO = "partner_written_to", _("Partner written to")
    REMINDED = "reminded", _("Partner reminded")
    REMINDERS_STOPPED = "reminders_stopped", _("Automatic reminders switched off")
    REMINDERS_RESUMED = "reminders_resumed", _("Automatic reminders switched on")
    WITHDRAWN = "withdrawn", _("Request withdrawn")
    FILES_NAMED = "files_named", _("Files named")
    ADDRESS_CONFIRMED = "address_confirmed", _("E-mail address confirmed")
    BENEFICIARY_TOLD = "beneficiary_told", _("Beneficiary told")
    BENEFICIARY_DISOWNED = "beneficiary_disowned", _("Dossier reported as not theirs by its beneficiary")
    TAKEN_OVER = "taken_over", _("Dossier taken over by its beneficiary")
    PARTY_INVITED = "party_invited", _("Other party invited")
    PARTY_KEY_REPLACED = "party_key_replaced", _("Other party's key replaced")
    PARTY_WITHDRAWN = "party_withdrawn", _("Other party's invitation withdrawn")
    PARTY_DISOWNED = "party_disowned", _("Invitation reported as not theirs by another party")
    VERSION_CHANGED = "version_changed", _("Moved to another version")

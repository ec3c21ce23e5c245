import os
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class Mailbox(BaseEmailBackend):
    """Keeps each mail as a file instead of sending it: the demo's post office."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        settings.MAILBOX_DIR.mkdir(mode=0o750, parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
            draft = settings.MAILBOX_DIR / f".{name}"
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(message.message().as_bytes())
            draft.rename(settings.MAILBOX_DIR / f"{name}.eml")
        return len(email_messages)

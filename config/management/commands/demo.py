import logging
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demo.people import EVERYBODY, PASSWORD, settle
from config.demo.seeding import seed
from dossiers import outbox


class Command(BaseCommand):
    help = "Prepare the demo: database, static files, example data. It can be run again: what exists is kept."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "This makes accounts with known passwords: set TRIVIUM_DEMO=1 to say that you mean it."
            )
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        played = prepared()
        self.stdout.write(addresses())
        self.stdout.write(f"The demo is ready ({played} new dossiers): {settings.BASE_URL}/")


def prepared() -> int:
    """Make what is missing and send the mails it owes, with no line in the log for each; how many are new."""
    logging.disable(logging.INFO)
    try:
        at = timezone.now()
        played = seed(settle(), at=at)
        while outbox.pump(at=at):
            pass
    finally:
        logging.disable(logging.NOTSET)
    return played


def addresses() -> str:
    """What to open, and as whom."""
    signs = [(person.email, person.name, person.known) for person in EVERYBODY if person.known]
    width = max(len(email) for email, _name, _known in signs)
    base = settings.BASE_URL
    return "\n".join(
        [
            "",
            f"  {base}/          the portal",
            f"  {base}/partner/  the partners' portal",
            f"  {base}/desk/     the desk and the designer",
            f"  {base}/mailbox/  everybody's mail",
            "",
            f"  Sign in with the password {PASSWORD} as",
            *(f"  {email:{width}}  {name}, {known}" for email, name, known in signs),
            "",
        ]
    )

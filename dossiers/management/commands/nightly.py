import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dossiers import nightly


class Command(BaseCommand):
    help = (
        "Do what is done once a night: expiry of keys, notices, reminders. The queue runs it by itself; run "
        "it by hand where the queue stood still. Running it twice has no further effect."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("work", nargs="?", default="", help="Only this piece of work.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = nightly.run(at=timezone.now(), only=options["work"])
        except KeyError:
            known = ", ".join(nightly.known_work())
            raise CommandError(f"No such work: {options['work']}. There is: {known}") from None
        for name, count in done.items():
            self.stdout.write(f"{name}: {'failed' if count is None else count}")
        failed = sum(each is None for each in done.values())
        self.stdout.write(f"{len(done)} done, {failed} of them failed.")
        if failed:
            sys.exit(1)

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from dossiers.audit import verify
from dossiers.models import Dossier


class Command(BaseCommand):
    help = (
        "Check that nobody altered the history of dossiers: every night, and after a restore. Reads only. "
        "Names the first bad line of each dossier, and ends with 1 where there is any."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("references", nargs="*", help="Only these dossiers (their references).")

    def handle(self, *args: Any, **options: Any) -> None:
        dossiers = Dossier.objects.order_by("pk")
        if options["references"]:
            dossiers = dossiers.filter(reference__in=options["references"])
        checked = bad = 0
        for dossier in dossiers.iterator(chunk_size=200):
            checked += 1
            if fault := verify(dossier):
                bad += 1
                self.stdout.write(f"{dossier}: {fault.table} {fault.number} {fault.code}")
        self.stdout.write(f"{checked} dossiers checked, {bad} with a bad history.")
        if bad:
            sys.exit(1)

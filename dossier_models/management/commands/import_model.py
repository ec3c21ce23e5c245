import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User, actor_for
from accounts.refusals import Refusal
from dossier_models.bringing_in import bring_in
from formengine.importing.ui_dialects import ui_of
from formengine.problems import DocumentRefused


class Command(BaseCommand):
    help = (
        "Make a draft of a file: a model that `export_model` wrote, or any JSON Schema (draft-04 to "
        "2020-12), with its layout (RJSF uiSchema, JSON Forms uischema) where there is one. Says what was "
        "kept, adapted and left out. Nothing is published: somebody looks the draft through first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--by", required=True, metavar="EMAIL", help="The administrator whose draft it is."
        )
        parser.add_argument("--organisation", metavar="SLUG", help="Needed where there are several.")
        parser.add_argument(
            "--layout", type=Path, metavar="FILE", help="The layout that comes with the schema."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        organisation = organisation_of(options["organisation"])
        user = User.objects.filter(email__iexact=options["by"]).first()
        if user is None:
            raise CommandError(f"Nobody is called {options['by']} here.")
        try:
            text = file.read_bytes()
            layout = json.loads(options["layout"].read_bytes()) if options["layout"] else None
            with transaction.atomic():
                made = bring_in(
                    actor=actor_for(user, organisation),
                    text=text,
                    title=file.stem,
                    ui=ui_of(layout),
                    at=timezone.now(),
                )
        except (OSError, ValueError) as error:
            if isinstance(error, DocumentRefused):
                problem = error.problem
                raise CommandError(
                    f"Refused: {problem.code} at /{'/'.join(map(str, problem.path))}"
                ) from error
            raise CommandError(str(error)) from error
        except Refusal as refusal:
            raise CommandError(f"Refused: {refusal.code}") from refusal
        for note in made.report:
            self.stdout.write(f"{note.kind:8}  /{'/'.join(map(str, note.path))}  {note.code}")
        self.stdout.write(f"The draft is called {made.model.key}.")


def organisation_of(slug: str | None) -> Organisation:
    """The one named, or the only one there is. Raises CommandError."""
    found = Organisation.objects.filter(slug=slug) if slug else Organisation.objects.all()
    if len(found) != 1:
        raise CommandError("Name the organisation with --organisation." if found else "No such organisation.")
    organisation: Organisation = found[0]
    return organisation

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dossier_models.management.commands.import_model import organisation_of
from dossier_models.models import DossierModel, ModelVersion
from formengine.problems import DocumentRefused
from formengine.transfer import export_model


class Command(BaseCommand):
    help = (
        "Write a model as one file, which `import_model` reads elsewhere: its latest published version, "
        "another one, or the draft. Prints it; nothing of any dossier is in it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", help="The model's short name.")
        parser.add_argument("--organisation", metavar="SLUG", help="Needed where there are several.")
        parser.add_argument("--number", type=int, metavar="N", help="The version; the latest by default.")
        parser.add_argument("--draft", action="store_true", help="What is being drawn instead.")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = organisation_of(options["organisation"])
        model = DossierModel.objects.filter(organisation=organisation, key=options["key"]).first()
        if model is None:
            raise CommandError(f"There is no model called {options['key']}.")
        try:
            self.stdout.write(export_model(document_of(model, options)), ending="")
        except DocumentRefused as refused:
            raise CommandError(f"The draft is no model yet: {refused.problem.code}") from refused


def document_of(model: DossierModel, options: dict[str, Any]) -> Any:
    """Raises CommandError where there is no such version."""
    if options["draft"]:
        return model.draft
    versions = ModelVersion.objects.filter(model=model).order_by("-number")
    if options["number"] is not None:
        versions = versions.filter(number=options["number"])
    found = versions.first()
    if found is None:
        raise CommandError("There is no such version.")
    return found.document

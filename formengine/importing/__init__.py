"""Foreign JSON Schemas into a draft model, with a report of what was kept, adapted and left out."""

from formengine.importing.converting import answers_from, instance_from
from formengine.importing.importer import Imported, import_schema
from formengine.importing.report import Note
from formengine.importing.shape import Converted, Shape

__all__ = ["Converted", "Imported", "Note", "Shape", "answers_from", "import_schema", "instance_from"]

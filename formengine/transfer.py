"""A dossier model as one file that imports elsewhere identical: the document, and a seal on it."""

import json
from typing import Any

from formengine.document import document_digest, loads, parse
from formengine.problems import DocumentRefused

FORMAT, VERSION = "trivium-model", 1
KEYS = {"format", "version", "digest", "document"}


def export_model(document: Any) -> str:
    """One JSON file, ending with a newline. Raises DocumentRefused for what is no model: see `parse`.

    The order of properties is kept: people see it, and the digest counts it.
    """
    file = {
        "format": FORMAT,
        "version": VERSION,
        "digest": parse(document).digest,
        "document": document,
    }
    return json.dumps(file, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def import_model(text: str | bytes) -> Any:
    """The document in such a file, with the digest it was exported with.

    Raises DocumentRefused, with the place in the file: what `loads` says of a text; not_a_model_file;
    unknown_version; not_known_here (a key this format does not have); altered (the document is not the one
    that was sealed); and what `parse` says of a document, under `document`. A seal proves that a file
    arrived whole, not who wrote it.
    """
    file = loads(text)
    if not isinstance(file, dict) or file.get("format") != FORMAT:
        raise DocumentRefused("not_a_model_file", "format")
    if file.get("version") != VERSION or isinstance(file["version"], bool):
        raise DocumentRefused("unknown_version", "version", known=VERSION)
    if strange := sorted(file.keys() - KEYS, key=str):
        raise DocumentRefused("not_known_here", strange[0][:60])
    document = file.get("document")
    try:
        parse(document)
    except DocumentRefused as refused:
        problem = refused.problem
        raise DocumentRefused(problem.code, "document", *problem.path, **problem.params) from refused
    if file.get("digest") != document_digest(document):
        raise DocumentRefused("altered", "digest")
    return document

"""The files of an answer as the template writes them: those that are there, and what each is called."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.template.defaultfilters import filesizeformat
from markupsafe import Markup

from formengine.djangoforms.controls import Control, PartInput
from formengine.djangoforms.reading import Upload
from formengine.fieldtypes.file import LONGEST_LABEL, has_own_labels, sent_ids, sent_labels
from formengine.model import Field


@dataclass(frozen=True)
class DocumentLabel:
    """How a document is named beside a field. `size` in bytes; `url` empty where it cannot be opened.

    `label`: what its depositor calls it, or nothing.
    """

    name: str
    size: int
    url: str = ""
    label: str = ""

    @property
    def shown(self) -> str:
        """What it is called where it is shown: by its depositor, then by its file name."""
        return f"{self.label} – {self.name}" if self.label else self.name

    @property
    def size_text(self) -> str:
        return filesizeformat(self.size)


def label_of(upload: Upload) -> DocumentLabel:
    """How an upload is named until its document is known."""
    return DocumentLabel(upload.file.name or "", upload.file.size or 0, label=upload.label)


class Attached(NamedTuple):
    """`own`: the input for what its depositor calls it, where there is one."""

    id: str
    label: DocumentLabel
    remove_id: str
    own: PartInput | None = None


@dataclass(frozen=True)
class FileWriter:
    """`documents`: by id, those that may be named. `typed`: by field, the name of a file not stored yet."""

    documents: Mapping[str, DocumentLabel]
    typed: Mapping[str, str]
    words: SimpleNamespace

    def attached(self, ids: Iterable[str], ident: str) -> Iterator[Attached]:
        for number, each in enumerate(ids):
            label = self.documents.get(each) or DocumentLabel(self.words.file, 0)
            yield Attached(each, label, f"{ident}-remove-{number + 1}")

    def fill(self, built: Control, inner: Field, raw: Any) -> None:
        """The files of an answer that may be changed; where they may be named, each with an input for it."""
        built.value = list(self.attached(sent_ids(raw), built.id))
        if has_own_labels(inner):
            typed = sent_labels(raw)
            built.value = [self._with_input(built, each, typed) for each in built.value]
            title, text = self.words.new_file_label, self.typed.get(inner.key, "")
            built.other = self._input(built, "label", title, text)

    def _with_input(self, built: Control, attached: Attached, typed: Mapping[str, str]) -> Attached:
        title = self.words.file_label % {"file": attached.label.name}
        text = typed.get(attached.id, attached.label.label)
        return attached._replace(own=self._input(built, f"label-{attached.id}", title, text))

    def _input(self, built: Control, part: str, title: str, text: str) -> PartInput:
        most = Markup(' maxlength="{}"').format(LONGEST_LABEL)
        return PartInput(f"{built.name}-{part}", f"{built.id}-{part}", part, "text", title, text, most, "")

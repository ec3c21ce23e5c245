"""Where the wizard keeps what it is told: nowhere of its own. The dossier and its drafts hold it all."""

from typing import Any

from formtools.wizard.storage.base import BaseStorage


class DossierStorage(BaseStorage):
    """formtools' storage over a dossier.

    Answers are saved by `dossiers.pages.receive` and read back by `dossiers.pages.page_form`, each page with
    what was typed on it and not accepted yet, so that there is nothing to keep between two requests but the
    dossier itself. The step is the one the address names.
    """

    def __init__(self, prefix: str, request: Any = None, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        self.init_data()

    def set_step_data(self, step: str, cleaned_data: Any) -> None:
        """Nothing to do: the page is stored before the wizard moves on."""

    def get_step_data(self, step: str) -> None:
        """None: a form without data shows what is stored."""

    def set_step_files(self, step: str, files: Any) -> None:
        """Nothing to do: files are stored before the page is judged."""

    def get_step_files(self, step: str) -> None:
        """None, as above."""

    def reset(self) -> None:
        """A dossier is never reset by a wizard."""

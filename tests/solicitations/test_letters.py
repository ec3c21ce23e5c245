"""Letters about requests: in the reader's language, in the words of the screens."""

import pytest
from django.core.mail import EmailMessage
from django.utils import translation

from accounts.models import User
from dossiers.enums import Kind
from dossiers.models import Outbox
from solicitations import letters
from solicitations.models import Solicitation
from solicitations.wording import asked_text
from tests.casting import Cast, dossier_under_consultation


def written(letter: object, solicitation: Solicitation) -> EmailMessage:
    message = letter(Outbox(refs={"solicitation": solicitation.pk}), "")  # type: ignore[operator]
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_asked_names_the_scope_once(kind: str) -> None:
    assert asked_text(kind, "Legal opinion").count("Legal opinion") == 1


def test_a_letter_asks_as_the_screens_do(cast: Cast) -> None:
    body = str(written(letters.internal_request, dossier_under_consultation(cast).internal).body)
    assert "asks you for: Avis financier, on the dossier" in body


def test_a_reminder_speaks_its_readers_language_throughout(cast: Cast) -> None:
    asked, reader = dossier_under_consultation(cast).partner, cast.user("partner")
    assert reader is not None
    User.objects.filter(pk=reader.pk).update(language="fr")
    with translation.override("en"):
        body = str(written(letters.reminder, asked).body)
    assert "Répondez ici" in body
    assert not any(word in body for word in ("Reply", "dossier yet", "asks you"))

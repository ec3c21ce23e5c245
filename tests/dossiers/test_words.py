"""How a text becomes words, whose words are stored, and that they follow the answers."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dossiers.models import SearchWord
from dossiers.services import Submission, save_answers
from dossiers.sights import Sight
from dossiers.words import LONGEST_WORD, searchable, words_of
from dossiers.writing import writing
from tests.casting import ANSWERS, Cast, completed_draft, moved, next_version, opened_dossier


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Maëlle LE GOFF", ("maelle", "le", "goff")),
        ("L'Œuvre d’été", ("l", "oeuvre", "d", "ete")),
        ("Saint-Aubin, saint_aubin", ("saint", "aubin")),
        ("Straße ﬁn", ("strasse", "fin")),
        ("%_--'", ()),
        ("\x00a\ud800b", ("a", "b")),
        ("x" * 200, ("x" * LONGEST_WORD,)),
    ],
)
def test_a_text_becomes_words(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


def words(sight: Sight, key: str) -> set[str]:
    return set(SearchWord.objects.filter(dossier=sight.dossier, key=key).values_list("word", flat=True))


def save(cast: Cast, sight: Sight, **values: str) -> None:
    save_answers(
        actor=cast.actor("citizen"), sight=sight, submission=Submission(values, complete=False), key=uuid4(),
        at=timezone.now(),
    )  # fmt: skip


class TestWordsOfADossier:
    def test_a_dossier_is_opened_with_those_of_its_applicant(self, cast: Cast) -> None:
        assert words(opened_dossier(cast), "") == {"maelle", "le", "goff"}

    def test_they_follow_a_listed_answer(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        save(cast, sight, projet_titre="Fête du théâtre")
        assert words(sight, "projet_titre") == {"fete", "du", "theatre"}
        save(cast, sight, projet_titre="Fête du cirque", asso_nom="Les Tréteaux")
        assert words(sight, "projet_titre") == {"fete", "du", "cirque"}
        assert words(sight, "asso_nom") == {"les", "treteaux"}
        save(cast, sight, projet_titre="")
        assert words(sight, "projet_titre") == set()

    def test_only_answers_that_the_desk_sees_for_certain_have_words(self, cast: Cast) -> None:
        sight = completed_draft(cast)
        keys = set(SearchWord.objects.filter(dossier=sight.dossier).values_list("key", flat=True))
        assert keys == {"", *searchable(sight.model)}
        assert ANSWERS["iban"].casefold() not in SearchWord.objects.values_list("word", flat=True)

    @pytest.mark.parametrize("crm", [{"rules": {"projet_titre": "hidden"}}, {"masks": ["projet_titre"]}])
    def test_an_answer_the_desk_does_not_see_or_sees_masked_has_none(
        self, cast: Cast, crm: dict[str, Any]
    ) -> None:
        def narrower(document: dict[str, Any]) -> None:
            view = document["x-views"]["crm"]
            document["x-views"]["crm"] = {**view, **crm, "rules": {**view["rules"], **crm.get("rules", {})}}

        next_version(cast.model, narrower)
        sight = completed_draft(cast)
        assert words(sight, "projet_titre") == set()
        assert words(sight, "asso_nom")

    def test_an_answer_written_twice_in_one_deed_has_its_last_words(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        with writing(sight, actor=cast.actor("citizen"), at=timezone.now()) as deed:
            deed.find_by("projet_titre", "Avant")
            deed.revise("internet", {"projet_titre": "Après"})
        assert words(sight, "projet_titre") == {"apres"}

    def test_a_save_that_changes_no_listed_answer_pays_nothing_for_them(self, cast: Cast) -> None:
        sight = completed_draft(cast)
        with CaptureQueriesContext(connection) as captured:
            save(cast, sight, projet_description="Trois jours de théâtre en accès libre sur les quais. " * 5)
        asked = " ".join(each["sql"] for each in captured.captured_queries)
        assert "dossiers_revision" in asked
        assert "searchword" not in asked
        assert "answervalue" not in asked

    def test_filing_pays_nothing_for_them(self, cast: Cast) -> None:
        sight = completed_draft(cast)
        with CaptureQueriesContext(connection) as captured:
            moved(cast.actor("citizen"), sight, "depose")
        assert "searchword" not in " ".join(each["sql"] for each in captured.captured_queries)

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment


class TestRefuseUnknown:
    def test_it_stops_on_a_misspelt_name(self) -> None:
        with pytest.raises(ImproperlyConfigured, match="TRIVIUM_DEOM"):
            environment.refuse_unknown({"TRIVIUM_DEOM": "1", "PATH": "/bin"})

    def test_it_lets_every_known_name_pass(self) -> None:
        environment.refuse_unknown(dict.fromkeys(environment.KNOWN, "x"))


class TestFlag:
    @pytest.mark.parametrize(("text", "value"), [("1", True), ("true", True), ("0", False), ("", False)])
    def test_it_reads_what_people_write(self, text: str, value: bool) -> None:
        assert environment.flag("X", environ={"X": text}) is value

    def test_it_stops_on_anything_else(self) -> None:
        with pytest.raises(ImproperlyConfigured):
            environment.flag("X", environ={"X": "ye"})


class TestNumber:
    @pytest.mark.parametrize("text", ["", "-1", "two", "0", "1.5"])
    def test_it_stops_on_what_is_no_number_from_the_least(self, text: str) -> None:
        with pytest.raises(ImproperlyConfigured):
            environment.number("X", default=2, least=1, environ={"X": text})


class TestChoice:
    def test_it_stops_on_a_stranger(self) -> None:
        with pytest.raises(ImproperlyConfigured, match="en, fr"):
            environment.choice("X", default="en", among=["fr", "en"], environ={"X": "tlh"})


class TestSecret:
    def test_it_stops_without_one(self) -> None:
        with pytest.raises(ImproperlyConfigured):
            environment.secret("X", kept_in=None, environ={})

    def test_it_stops_on_a_short_one(self, tmp_path: Path) -> None:
        with pytest.raises(ImproperlyConfigured):
            environment.secret("X", kept_in=tmp_path / "x", environ={"X": "short"})

    def test_the_demo_makes_one_and_keeps_it_for_its_owner_alone(self, tmp_path: Path) -> None:
        kept = tmp_path / "var" / "x"
        made = environment.secret("X", kept_in=kept, environ={})
        assert environment.secret("X", kept_in=kept, environ={}) == made
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert [path.name for path in kept.parent.iterdir()] == ["x"]

import io
import json
import logging

import pytest

from config.logging import HIDDEN, JsonLines, Redaction, redact

KEY = "7K3M-Q8ZX-0A1B-2C3D-4E5F-6G7H-8J9K"


class TestRedact:
    @pytest.mark.parametrize(
        "shape",
        [
            KEY,
            KEY.lower(),
            KEY.replace("-", ""),
            KEY.replace("-", " "),
            KEY.replace("-", "%20"),
            KEY.replace("-", "–"),
            KEY.replace("0", "O").replace("1", "l"),
            KEY[:19],  # a part is as secret as the whole
        ],
    )
    def test_it_hides_a_partner_key_however_it_is_written(self, shape: str) -> None:
        assert redact(f"the key '{shape}' is wrong") == f"the key '{HIDDEN}' is wrong"

    def test_it_hides_query_strings_and_fragments(self) -> None:
        assert redact("GET /partner/attach/?name=Jean#secret 200") == "GET /partner/attach/?… 200"
        assert redact("at https://x.example/a?b=c") == "at https://x.example/a?…"

    @pytest.mark.parametrize(
        "text",
        [
            "Dossier 2026-0042 saved",
            "task 0c9d1d1e-5a2b-4b6e-8f4e-0123456789ab ended",
            "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "Is it 12:30? Yes",
        ],
    )
    def test_it_leaves_the_rest_alone(self, text: str) -> None:
        assert redact(text) == text


@pytest.fixture
def written() -> tuple[logging.Logger, io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Redaction())
    handler.setFormatter(JsonLines())
    logger = logging.Logger("trial")  # noqa: LOG001 (of its own, so that no other handler is asked)
    logger.addHandler(handler)
    return logger, stream


class TestLines:
    def test_nobody_can_forge_a_line(self, written: tuple[logging.Logger, io.StringIO]) -> None:
        logger, stream = written
        logger.info("bad\r\n%s", '{"level": "INFO"}\u2028\x1b[2J')
        assert stream.getvalue().count("\n") == 1
        assert "\x1b" not in stream.getvalue()
        assert json.loads(stream.getvalue())["message"] == 'bad\r\n{"level": "INFO"}\u2028\x1b[2J'

    def test_a_key_in_an_exception_is_hidden(self, written: tuple[logging.Logger, io.StringIO]) -> None:
        logger, stream = written
        try:
            raise ValueError(KEY)
        except ValueError:
            logger.exception("could not bind %s", KEY)
        assert KEY not in stream.getvalue()
        assert stream.getvalue().count(HIDDEN) == 2
        assert "ValueError" in json.loads(stream.getvalue())["exception"]

    def test_a_later_handler_does_not_see_the_key_either(self) -> None:
        record = logging.LogRecord("trial", logging.INFO, __file__, 1, "key %s", (KEY,), None)
        Redaction().filter(record)
        assert record.getMessage() == f"key {HIDDEN}"

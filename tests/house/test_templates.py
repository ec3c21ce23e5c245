"""Templates: none without a reader, none with a script or a style of its own."""

import re

from tests.house.repository import files, short

# Found by Django, allauth or Wagtail under these names, not by ours.
BY_NAME = ("400.", "403.", "403_csrf.", "404.", "500.", "account/", "allauth/", "django/", "wagtail")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*\btype=\"application/json\")[^>]*>|<style\b|\sstyle=|\son[a-z]+=\"",
    re.IGNORECASE,
)
MAY_INLINE = ("/mail/",)  # a mail has no other style than its own


def templates() -> dict[str, str]:
    """Name as it is asked for -> path, of every template of ours."""
    found = {}
    for path in files(".html", ".txt", ".jinja", ".xml"):
        for folder in ("templates", "jinja2"):
            _before, middle, name = short(path).partition(f"/{folder}/")
            if middle:
                found[name] = short(path)
    return found


def test_no_template_is_unused() -> None:
    sources = {short(path): path.read_text() for path in files(".py", ".html", ".txt", ".jinja")}
    unused = [
        path
        for name, path in templates().items()
        if not name.startswith(BY_NAME)
        and not any(name in source for other, source in sources.items() if other != path)
    ]
    assert not unused


def test_no_template_has_a_script_or_style_of_its_own() -> None:
    guilty = [
        f"{short(path)}: {found[0].strip()}"
        for path in files(".html", ".jinja")
        if (found := INLINE.search(path.read_text())) and not any(part in short(path) for part in MAY_INLINE)
    ]
    assert not guilty

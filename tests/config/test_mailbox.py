import re
import stat
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def by_mailbox(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "config.mailbox.backend.Mailbox"


def send(subject: str, text: str = "Bonjour", *, html: str | None = None) -> None:
    mail = EmailMultiAlternatives(subject, text, to=["rose@example.org"], connection=get_connection())
    if html:
        mail.attach_alternative(html, "text/html")
    mail.send()


@pytest.mark.django_db
class TestMailbox:
    def test_it_is_empty_at_first(self, client: Client) -> None:
        assert client.get("/mailbox/").status_code == 200

    def test_it_lists_the_newest_first(self, client: Client) -> None:
        send("First")
        send("Second")
        page = client.get("/mailbox/").content.decode()
        assert page.index("Second") < page.index("First")

    def test_it_shows_a_letter_as_text_with_links_to_click(self, client: Client) -> None:
        send("Clé d'accès", "Ouvrez https://localhost/partner/#AAAA puis <b>lisez</b>.", html="<b>x</b>")
        listing = client.get("/mailbox/").content.decode()
        found = re.search(r"/mailbox/[0-9T]+-[0-9a-f]{8}/", listing)
        assert found
        page = client.get(found[0]).content.decode()
        assert "Clé d&#x27;accès" in page
        assert 'href="https://localhost/partner/#AAAA"' in page
        assert "&lt;b&gt;lisez&lt;/b&gt;" in page

    def test_its_files_are_for_their_owner_alone(self, settings: Settings) -> None:
        send("Secret")
        (path,) = Path(settings.MAILBOX_DIR).iterdir()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    @pytest.mark.parametrize("name", ["..", "%2e%2e", "x", "20260101T000000000000-00000000", "%00"])
    def test_it_knows_no_other_file(self, client: Client, name: str) -> None:
        assert client.get(f"/mailbox/{name}/").status_code in {301, 404}

"""A browser without a network: it calls the WSGI application, middleware and all, and times that alone."""

import re
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.core.handlers.wsgi import WSGIHandler
from django.utils.module_loading import import_string

from accounts.models import User

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """`cpu` and `wall` in milliseconds, of the application alone."""

    status: int
    location: str
    body: bytes
    cpu: float
    wall: float

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Browser:
    application: WSGIHandler
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def sign_in(self, user: User) -> None:
        """A session as signing in makes it, without the password's hash, which costs what it is meant to."""
        session: SessionBase = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        self.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)

    def get(self, path: str) -> Answer:
        answer = self._call("GET", path, b"")
        if found := TOKEN.search(answer.text):
            self.token = found[1]
        return answer

    def post(self, path: str, fields: list[tuple[str, str]]) -> Answer:
        """Sends the token of the last page that had one."""
        body = urlencode([("csrfmiddlewaretoken", self.token), *fields]).encode()
        return self._call("POST", path, body)

    def _call(self, verb: str, path: str, body: bytes) -> Answer:
        environ = self._environ(verb, path, body)
        started: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], _fault: Any = None) -> Any:
            started.update(status=int(status.split()[0]), headers=headers)
            return None

        cpu, wall = time.process_time(), time.perf_counter()
        response = self.application(environ, start_response)
        content = b"".join(response)
        response.close()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        location = ""
        for name, value in started["headers"]:
            if name == "Set-Cookie":
                self.cookies |= {each.key: each.value for each in SimpleCookie(value).values()}
            elif name == "Location":
                location = value
        return Answer(started["status"], location, content, cpu * 1000, wall * 1000)

    def _environ(self, verb: str, path: str, body: bytes) -> dict[str, Any]:
        asked = urlsplit(path)
        return {
            "REQUEST_METHOD": verb,
            "SCRIPT_NAME": "",
            "PATH_INFO": asked.path,
            "QUERY_STRING": asked.query,
            "CONTENT_TYPE": "application/x-www-form-urlencoded" if body else "",
            "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost:8000",
            "HTTP_ACCEPT_LANGUAGE": "fr",
            "HTTP_ACCEPT": "text/html",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }

"""All settings, read from the environment in this one place; safe by default."""

import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from config import environment
from config import logging as log_lines

env = environ.Env()
environment.refuse_unknown()

# Where and how it runs

BASE_DIR = Path(__file__).resolve().parent.parent
DEMO = environment.flag("TRIVIUM_DEMO")
DEBUG = environment.flag("TRIVIUM_DEBUG")
OVER_HTTP = DEMO or DEBUG  # everywhere else HTTPS is demanded
VAR_DIR = Path(env.str("TRIVIUM_DIR", default=str(BASE_DIR / "var"))).resolve()

SECRET_KEY = environment.secret("SECRET_KEY", kept_in=VAR_DIR / "secret-key" if DEMO else None)
KEY_PEPPER = environment.secret("TRIVIUM_KEY_PEPPER", kept_in=VAR_DIR / "key-pepper" if DEMO else None)
if SECRET_KEY == KEY_PEPPER:
    raise ImproperlyConfigured("SECRET_KEY and TRIVIUM_KEY_PEPPER must differ.")

BIND = env.str("TRIVIUM_BIND", default="127.0.0.1:8000")
BASE_URL = env.str("TRIVIUM_BASE_URL", default=f"http://localhost:{BIND.rpartition(':')[2]}" if DEMO else "")
if (
    urlsplit(BASE_URL).scheme not in ({"http", "https"} if OVER_HTTP else {"https"})
    or not urlsplit(BASE_URL).hostname
):
    raise ImproperlyConfigured(
        "TRIVIUM_BASE_URL must be the public address, such as https://dossiers.example.org"
    )
BASE_URL = BASE_URL.rstrip("/")
ALLOWED_HOSTS = [
    str(urlsplit(BASE_URL).hostname),
    *(["localhost", "127.0.0.1"] if DEMO else []),
    *env.list("TRIVIUM_ALLOWED_HOSTS", default=[]),
]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
WEB_WORKERS = environment.number("TRIVIUM_WEB_WORKERS", default=2, least=1)
TASK_WORKERS = environment.number("TRIVIUM_TASK_WORKERS", default=2, least=1)
PROXIES = environment.number("TRIVIUM_PROXIES", default=0, least=0)
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

# Ours come first, so that our templates win over those they replace.
INSTALLED_APPS = [
    "config.apps.ProcessConfig",
    "accounts",
    "citizen_portal",
    "partner_portal",
    "crm",
    "solicitations",
    "dossiers",
    "views_config",
    "dossier_models",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_q",
    "formtools",
    "rules.apps.AutodiscoverRulesConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.security.ResponseHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.OrganisationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,  # with DEBUG off Django wraps the loaders in the cached one by itself
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.portal",
                "citizen_portal.context.navigation",
            ],
        },
    },
    # The engine's form fields are written by formengine/djangoforms, which owns its Jinja2 environment.
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Data


def _database() -> dict[str, Any]:
    database: dict[str, Any] = dict(
        env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'trivium.sqlite3'}")
    )
    match database["ENGINE"].rpartition(".")[2]:
        case "sqlite3":
            database["CONN_MAX_AGE"] = 60  # opening costs 2 ms of CPU, as much as all queries of a page
            database["OPTIONS"] = {
                "transaction_mode": "IMMEDIATE",  # else a reader that becomes a writer fails at once
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            }
        case "postgresql":
            database |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        case engine:
            raise ImproperlyConfigured(f"DATABASE_URL names {engine}; it can be sqlite or postgres.")
    return database


VAR_DIR.mkdir(mode=0o750, parents=True, exist_ok=True)
DATABASES = {"default": _database()}
REDIS_URL = env.str("REDIS_URL", default="")
# Rate limits count in the cache, so it is shared by all processes: Redis, or else a table.
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "trivium",
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "trivium_cache"},
    # The task worker's pulse, twice a second: not worth a write to the database.
    "pulse": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
SESSION_ENGINE = "django.contrib.sessions.backends." + ("cached_db" if REDIS_URL else "db")

FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",  # small ones only
    "dossiers.uploads.BoundedUploadHandler",
]
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
MEDIA_ROOT = VAR_DIR / "media"  # logos and pictures of the portal's pages; nothing a citizen sent
MEDIA_URL = "/media/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
    "dossiers": {
        "BACKEND": "config.storage.PrivateFiles",
        "OPTIONS": {
            "location": VAR_DIR / "files",
            "file_permissions_mode": 0o640,
            "directory_permissions_mode": 0o750,
        },
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 50

# Tasks: always on the database, whose queue survives what the Redis broker loses. Arguments are ids only.

Q_CLUSTER = {
    "name": "trivium",
    "orm": "default",
    "workers": TASK_WORKERS,
    "queue_limit": TASK_WORKERS,
    "bulk": 1,
    "timeout": 120,
    "retry": 300,  # more than timeout * (queue_limit / workers + 1)
    "max_attempts": 5,
    "save_limit": -1,
    "catch_up": False,
    "poll": 0.5,
    "cache": "default" if REDIS_URL else "pulse",
    "label": "Tasks",
}

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",  # Django's own, by e-mail
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {"login": "accounts.forms.LoginForm", "signup": "accounts.forms.SignupForm"}
ACCOUNT_CHANGE_EMAIL = True  # one address an account
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# By code, because a link opened in another browser would lose what the person came to do.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(BASE_URL).scheme
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES

# Mail

EMAIL_URL = env.str("EMAIL_URL", default="mailbox://" if DEMO else "")
MAILBOX = EMAIL_URL == "mailbox://"
MAILBOX_DIR = VAR_DIR / "mailbox"
if MAILBOX:
    if not DEMO:
        raise ImproperlyConfigured(
            "EMAIL_URL can be mailbox:// in the demo only: its page shows all mail to anyone."
        )
    EMAIL_BACKEND = "config.mailbox.backend.Mailbox"
elif EMAIL_URL:
    for _name, _value in environ.Env.email_url_config(EMAIL_URL).items():
        globals()[_name] = _value
    EMAIL_TIMEOUT = 20
else:
    raise ImproperlyConfigured("EMAIL_URL must be set, such as smtp+tls://user:password@mail.example.org:587")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "TRIVIUM_FROM_EMAIL", default=f"Trivium <noreply@{urlsplit(BASE_URL).hostname}>"
)

# Languages

LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LANGUAGE_CODE = environment.choice(
    "TRIVIUM_LANGUAGE", default="fr" if DEMO else "en", among=[code for code, _name in LANGUAGES]
)
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.choice("TRIVIUM_TIME_ZONE", default="Europe/Paris", among=available_timezones())

# Defences

SECURE_SSL_REDIRECT = not OVER_HTTP
SECURE_HSTS_SECONDS = 0 if OVER_HTTP else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = not OVER_HTTP
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not OVER_HTTP
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "trivium_session" if OVER_HTTP else "__Host-session"
CSRF_COOKIE_NAME = "trivium_csrf" if OVER_HTTP else "__Host-csrf"
LANGUAGE_COOKIE_NAME = "trivium_language" if OVER_HTTP else "__Host-language"
# Named as in Django 6, whose own middleware takes over when we get there. The desk is Wagtail's frame.
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
SECURE_CSP_DESK = SECURE_CSP | {"frame-ancestors": ["'self'"], "img-src": ["'self'", "data:", "blob:"]}
DESK_PATH = "/desk/"
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # X-Frame-Options is written by config.security.ResponseHeaders
    "security.W021",  # HSTS preloading is the domain's owner's decision, not ours
]

# The desk

WAGTAIL_SITE_NAME = "Trivium"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False  # sign-in, passwords and addresses belong to /account/
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_REQUIRED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_AUTOSAVE_INTERVAL = 2000
WAGTAIL_AUTO_UPDATE_PREVIEW_INTERVAL = 2000
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Logs

LOGGING = log_lines.settings(
    environment.choice("TRIVIUM_LOG_LEVEL", default="INFO", among=["DEBUG", "INFO", "WARNING", "ERROR"])
)

mimetypes.add_type("text/javascript", ".js")

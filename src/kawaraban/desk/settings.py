"""Django's settings. What varies between installations comes from the environment; see docs/guide.

KAWARABAN_DATA        the data folder
DATABASE_URL          another database than SQLite in the data folder
KAWARABAN_CAPTURES    an fsspec URL for captures, else the data folder
KAWARABAN_PICTURES    an fsspec URL for the posts' pictures, else the data folder
KAWARABAN_EXECUTOR    "processes" (default) or a Dask scheduler's address
KAWARABAN_HOSTS       host names the desk answers to, beside loopback
KAWARABAN_ALLOW_NETS  private networks that may be fetched all the same (CIDR blocks, comma-separated)
KAWARABAN_MODELS_REGISTRY  where translation models are looked for: Mozilla's Remote Settings, or a mirror of it
KAWARABAN_MAIL        where notices of comments go out: smtps://USER:PASSWORD@HOST:PORT?from=ADDRESS
KAWARABAN_PROXIES     how many proxies stand before the desk and name the reader in X-Forwarded-For; 0 if none
KAWARABAN_HURRY       "1" asks hosts, sources and articles again sooner than is polite: for the demo and the tests
"""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from kawaraban.desk import data, mail_address
from kawaraban.translate.models.registry import REGISTRY

DATA = data.folder()
BASE = Path(__file__).parent

SECRET_KEY = data.secret_key(DATA)
DEBUG = os.environ.get("KAWARABAN_DEBUG") == "1"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *filter(None, os.environ.get("KAWARABAN_HOSTS", "").split(","))]

INSTALLED_APPS = [
    "kawaraban.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "kawaraban.desk.pages.static.PackedStaticMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kawaraban.desk.pages.preferences.PreferencesMiddleware",
    "kawaraban.desk.moving.redirects.OldAddresses",
    "kawaraban.desk.pages.access.AccessMiddleware",
]

ROOT_URLCONF = "kawaraban.desk.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kawaraban.desk.pages.context.desk",
            ],
        },
    },
]

_SQLITE = {
    # IMMEDIATE: a transaction that will write takes its lock at once and waits its turn, instead of failing half-way.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
    "PRAGMA mmap_size=134217728; PRAGMA cache_size=-32000;",
}

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'kawaraban.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = _SQLITE
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CAPTURES = os.environ.get("KAWARABAN_CAPTURES") or str(DATA / "captures")
PICTURES = os.environ.get("KAWARABAN_PICTURES") or str(DATA / "pictures")
EXECUTOR = os.environ.get("KAWARABAN_EXECUTOR") or "processes"
MODELS_REGISTRY = os.environ.get("KAWARABAN_MODELS_REGISTRY") or REGISTRY
ALLOW_NETS = [net.strip() for net in os.environ.get("KAWARABAN_ALLOW_NETS", "").split(",") if net.strip()]

_PROXIES = os.environ.get("KAWARABAN_PROXIES", "")
PROXIES = int(_PROXIES) if _PROXIES.isascii() and _PROXIES.isdigit() else 0

_MAIL = mail_address.parse(os.environ.get("KAWARABAN_MAIL", ""))
MAIL_FROM = _MAIL.sender  # "" where no mail is set: then none is written
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.from_start, _MAIL.starttls
EMAIL_TIMEOUT = 20  # seconds

# The pipeline's pace, in seconds
_HURRY = os.environ.get("KAWARABAN_HURRY") == "1"
FETCH_GAP = 0.1 if _HURRY else 1.0  # between two visits to a host
LEAST_INTERVAL = 15 if _HURRY else 300  # between two polls of a source
FIRST_INTERVAL = 30 if _HURRY else 1800
FIRST_REVISIT = 30 if _HURRY else 1800  # from an article's capture to the first look whether it was edited

# The owner signs in by a one-time link that the command prints; there is no password to lose.
AUTHENTICATION_BACKENDS = ["sesame.backends.ModelBackend", "django.contrib.auth.backends.ModelBackend"]
SESAME_MAX_AGE = 30 * 60
SESAME_ONE_TIME = True
LOGIN_URL = "desk:sign-in"
SESSION_COOKIE_AGE = 90 * 24 * 3600
SESSION_COOKIE_NAME = "kawaraban-session"
CSRF_COOKIE_NAME = "kawaraban-csrf"
#: A folder of saved pages is a file a day: as many as one move may have.
DATA_UPLOAD_MAX_NUMBER_FILES = 2_000
LANGUAGE_COOKIE_NAME = "kawaraban-language"
X_FRAME_OPTIONS = "SAMEORIGIN"
# A second wall behind the sanitising of foreign text: were something to slip through, no browser would run it.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],  # lengths of bars are written on the elements
        "img-src": ["'self'", "data:", "https:", "http:"],  # authors may show pictures from elsewhere in their posts
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("Japanese")), ("en", _("English"))]
LOCALE_PATHS = [BASE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

STATIC_URL = "/static/"
# Served straight from the package and the installed apps: there is no build step for pages.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 3600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

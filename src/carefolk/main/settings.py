"""Django's settings, made from the settings of the place (kit/config.py)."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from carefolk.kit import config as kit_config

CAREFOLK = kit_config.load()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = kit_config.place_key(CAREFOLK)
DEBUG = CAREFOLK.debug
ALLOWED_HOSTS = [
    CAREFOLK.host.strip("[]"),
    *([urlsplit(CAREFOLK.public_url).hostname or ""] if CAREFOLK.public_url else []),
    *(kit_config.LOOPBACK_HOSTS if not CAREFOLK.is_https else ()),
]
CAREFOLK_WIRING = "carefolk.main.wiring"
ROOT_URLCONF = "carefolk.main.urls"
WSGI_APPLICATION = "carefolk.main.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "carefolk.jobs",
    "carefolk.audit",
    "carefolk.people",
    "carefolk.posts",
    "carefolk.timelines",
    "carefolk.notifications",
    "carefolk.publishing",
    "carefolk.streaming",
    "carefolk.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "carefolk.web.middleware.SmallerPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "carefolk.web.middleware.PlaceMiddleware",
    "carefolk.web.accounts.guards.AccountGuards",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Our account pages are found before those that allauth ships.
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "carefolk.web.context.place",
            ],
        },
    },
]


def _database() -> dict[str, object]:
    address = CAREFOLK.database
    if address.startswith(("postgresql://", "postgres://")):
        from psycopg.conninfo import conninfo_to_dict  # optional dependency: only with PostgreSQL

        parts = conninfo_to_dict(address)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.get("dbname", ""),
            "USER": parts.get("user", ""),
            "PASSWORD": parts.get("password", ""),
            "HOST": parts.get("host", ""),
            "PORT": parts.get("port", ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"options": "-c lock_timeout=5000"},
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(CAREFOLK.sqlite_path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A transaction that will write takes the write lock at its start, so that it waits
            # its turn instead of failing half way with "database is locked".
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-16000;PRAGMA mmap_size=134217728;PRAGMA temp_store=MEMORY;"
            ),
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by all processes without a further server: a file for each counter would be slow on a
# phone-sized machine, a table is not. Counters of rate limits live here.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kit_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}

AUTH_USER_MODEL = "people.User"
# E-mails are unique in lower case, by a constraint that this check does not know.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["carefolk.people.accounts.backend.PlaceBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "carefolk.web.accounts.adapter.PlaceAccountAdapter"
ACCOUNT_FORMS = {
    "login": "carefolk.web.accounts.forms.SignInForm",
    "signup": "carefolk.web.accounts.forms.SignUpForm",
    "reset_password": "carefolk.web.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "carefolk.web.accounts.forms.NewPasswordForm",
    "change_password": "carefolk.web.accounts.forms.ChangePasswordForm",
    "set_password": "carefolk.web.accounts.forms.SetPasswordForm",
    "add_email": "carefolk.web.accounts.forms.AddEmailForm",
    "reauthenticate": "carefolk.web.accounts.forms.ReauthenticateForm",
    "confirm_email_verification_code": "carefolk.web.accounts.forms.ConfirmEmailForm",
}
# number/window/by: `ip` the address, `key` the e-mail or account in lower case, `user` oneself.
ACCOUNT_RATE_LIMITS = (
    False
    if CAREFOLK.throwaway
    else {
        "login": "30/m/ip",
        "login_failed": "20/300s/ip,5/300s/key",
        "signup": "20/h/ip",
        "confirm_email": "1/10s/key,6/h/key",
        "reset_password": "20/h/ip,5/h/key",
        "reset_password_from_key": "20/m/ip",
        "change_password": "5/m/user",
        "manage_email": "10/m/user",
        "reauthenticate": "10/m/user",
    }
)
# X-Forwarded-For counts only when the place's own proxy adds it.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if CAREFOLK.behind_proxy else 0
ACCOUNT_USER_DISPLAY = "carefolk.web.accounts.adapter.user_display"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none" if CAREFOLK.throwaway else "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "carefolk.web.accounts.adapter.PlaceMfaAdapter"
MFA_FORMS = {
    "authenticate": "carefolk.web.accounts.forms.SecondFactorForm",
    "reauthenticate": "carefolk.web.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "carefolk.web.accounts.forms.StartTotpForm",
    "add_webauthn": "carefolk.web.accounts.forms.AddKeyForm",
    "edit_webauthn": "carefolk.web.accounts.forms.RenameKeyForm",
}
MFA_TOTP_ISSUER = CAREFOLK.name
MFA_ALLOW_UNVERIFIED_EMAIL = CAREFOLK.throwaway
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not CAREFOLK.is_https
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CAREFOLK.is_https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "carefolk.web.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [CAREFOLK.base_url]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if CAREFOLK.is_https else 0
if CAREFOLK.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = CAREFOLK.data / "static"
MEDIA_ROOT = CAREFOLK.media_dir
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60 * 60 * 24 * 365
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = CAREFOLK.debug


def _mail() -> dict[str, object]:
    if not CAREFOLK.mail:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(CAREFOLK.data / "mail"),
        }
    parts = urlsplit(CAREFOLK.mail)
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and (parts.port or 587) == 587,
        "EMAIL_TIMEOUT": 20,
    }


globals().update(_mail())
DEFAULT_FROM_EMAIL = SERVER_EMAIL = CAREFOLK.mail_from or f"noreply@{CAREFOLK.host}"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "carefolk.kit.logs.WordlessFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"django.request": {"level": "ERROR"}},
}

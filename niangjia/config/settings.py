"""Django's settings, worked out from the house's (see house.py); nothing here is a secret."""

from __future__ import annotations

from csp.constants import NONE, SELF

from niangjia import __version__
from niangjia.config import databases, floors, outside
from niangjia.config.house import CHECKOUT, read_house
from niangjia.foundation.keys import create_key, read_key

HOUSE = read_house()
VERSION = __version__

# Identity and safety
DEBUG = HOUSE.debug
SECRET_KEY = (read_key if HOUSE.production else create_key)(HOUSE.keys / "secret")
ALLOWED_HOSTS = HOUSE.hosts
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOUSE.hosts] if HOUSE.https else []
CSRF_FAILURE_VIEW = "niangjia.foundation.web.views.csrf_failure"
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_HTTPONLY = True
# A shared computer: the session ends with the browser, and at the latest after a working day.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HOUSE.https
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = False  # the proxy in front does it
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HOUSE.https else None
SECURE_HSTS_SECONDS = 31_536_000 if HOUSE.https else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF, *outside.origins(HOUSE)],
        "frame-ancestors": [NONE],
    },
}

# Accounts
AUTH_USER_MODEL = "access.Account"
LOGIN_URL = "access:sign_in"
LOGIN_REDIRECT_URL = "access:arrive"
LOGOUT_REDIRECT_URL = "access:signed_out"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"] = {"min_length": 10}  # type: ignore[assignment]

# Of django-allauth: the second factor and outside sign-ins; accounts and codes are our own (decision 9)
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "niangjia.foundation.access.second.adapter.SealedAdapter"
SOCIALACCOUNT_ADAPTER = "niangjia.foundation.access.outside.adapter.OutsideAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = outside.providers(HOUSE)
WAYS_OUTSIDE, OUTSIDE_URLS = outside.ways(HOUSE), outside.urls(HOUSE)

# What it is made of
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    *outside.apps(HOUSE),
    *floors.apps(),
]
MIDDLEWARE = [
    # The first: what it takes off a request, nothing behind it ever sees.
    "niangjia.foundation.web.traceless.TracelessMiddleware",
    "niangjia.foundation.web.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "niangjia.foundation.web.middleware.SecureHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "niangjia.foundation.web.middleware.LanguageMiddleware",
    "niangjia.foundation.web.middleware.MaintenanceMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "niangjia.foundation.access.devices.middleware.DeviceMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "niangjia.foundation.access.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # The last: a transaction and the scope of who asks, around the view alone.
    "niangjia.engines.people.middleware.ScopeMiddleware",
]
ROOT_URLCONF = "niangjia.config.urls"
WSGI_APPLICATION = "niangjia.config.wsgi.application"
FORM_RENDERER = "niangjia.foundation.web.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "niangjia.foundation.web.context.preferences",
                "niangjia.foundation.faces.context.menus",
                "niangjia.foundation.jobs.context.jobs",
                "niangjia.engines.people.registry.context.search",
            ],
        },
    },
]

# Data
DATABASES = databases.databases(HOUSE)
DATABASE_ROUTERS = ["niangjia.config.databases.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # the sheet of a meeting has five for each of at most 500 items, and its members
MEDIA_ROOT = HOUSE.attachments
STATIC_URL = "static/"
STATIC_ROOT = HOUSE.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# Mails: into files where no server is named
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if HOUSE.email_host else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = HOUSE.home / "mails"
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = HOUSE.email_host, HOUSE.email_port, 10
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = HOUSE.email_user, HOUSE.email_password.get_secret_value()
EMAIL_USE_SSL, EMAIL_USE_TLS = HOUSE.email_tls == "wrapped", HOUSE.email_tls == "started"
DEFAULT_FROM_EMAIL = HOUSE.email_from

# Words and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS: list[str] = []
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "niangjia.foundation.web.middleware.RequestIdFilter"},
        "traceless": {"()": "niangjia.foundation.web.traceless.TracelessFilter"},
    },
    "formatters": {
        "line": {
            "()": "niangjia.foundation.web.logs.PlaceFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s",
        },
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["traceless", "request_id"]},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Its lines at INFO repeat what our own rows of jobs say, with arguments.
        "procrastinate": {"level": "WARNING"},
        # It would tell of each try while the database is away; the worker says it once.
        "psycopg.pool": {"level": "ERROR"},
        # It tells of every mark that changes its state.
        "spiff": {"level": "WARNING"},
        # Its lines carry addresses, which hold WeChat's access token.
        "urllib3": {"level": "CRITICAL"},
        # Django would put the data of a failing request's variables into mails and debug pages; we send none.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
DEFAULT_EXCEPTION_REPORTER = "niangjia.foundation.web.errors.QuietReporter"
SILENCED_SYSTEM_CHECKS: list[str] = []
CHECKOUT_FOLDER = CHECKOUT

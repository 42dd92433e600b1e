"""What is true everywhere. dev.py, test.py and prod.py only say how they differ."""

import logging
from pathlib import Path

from csp.constants import NONE, SELF

from nara_renkei.core.logs import logging_config

from .env import bucket, database, flag, networks, number, optional, required, seconds, words

BASE_DIR = Path(__file__).resolve().parent.parent.parent
RUN_DIR = Path(optional("RUN_DIR", str(BASE_DIR / ".run")))

# --- where it is served
SITE_URL = optional("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
PUBLIC_HOST = optional("PUBLIC_HOST")
STAFF_HOST = optional("STAFF_HOST")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
ROOT_URLCONF = "nara_renkei.urls"
WSGI_APPLICATION = "nara_renkei.wsgi.application"
DEBUG = False
CSRF_FAILURE_VIEW = "nara_renkei.portal.views.csrf_failure"

# --- the apps, from the roof down
INSTALLED_APPS = [
    "nara_renkei.portal",
    "nara_renkei.reports",
    "screening",
    "dialogue",
    "training",
    "knowledge",
    "proposals",
    "nara_renkei.surveys",
    "nara_renkei.accounts",
    "nara_renkei.directory",
    "nara_renkei.notifications",
    "nara_renkei.core",
    "nara_renkei.admin_site.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # widget templates, found by TemplatesSetting
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "crispy_forms",
    "csp",
    "django_structlog",
]

MIDDLEWARE = [
    "nara_renkei.core.middleware.SecurityHeadersMiddleware",
    "nara_renkei.core.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nara_renkei.core.middleware.MethodsMiddleware",
    "nara_renkei.core.middleware.DatabaseDownMiddleware",
    "nara_renkei.core.middleware.HostileInputMiddleware",
    "nara_renkei.core.middleware.TwoHostsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "nara_renkei.accounts.middleware.PrivatePagesMiddleware",
    "nara_renkei.accounts.middleware.EmergencyMiddleware",
    "nara_renkei.accounts.middleware.SessionLimitsMiddleware",
    "nara_renkei.accounts.middleware.StaffNetworksMiddleware",
    "nara_renkei.accounts.middleware.ActorMiddleware",
    "nara_renkei.accounts.middleware.TwoDoorsMiddleware",
    "nara_renkei.accounts.middleware.SecondFactorMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "nara_renkei.core.middleware.RouteNameMiddleware",
    "screening.middleware.StaffWallMiddleware",
    "proposals.middleware.CompanyWallMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nara_renkei.portal.context_processors.site",
            ],
            "builtins": ["nara_renkei.core.templatetags.nara"],
        },
    },
]
FORM_RENDERER = "nara_renkei.core.form_renderer.FormRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("nara",)
CRISPY_TEMPLATE_PACK = "nara"

# --- the database: truth, cache, sessions and limits. The app writes as nara_app, migrations as owner.
DATABASE_ROLE = optional("DATABASE_ROLE", "nara_app")
DATABASES = {
    "default": {
        **database(required("DATABASE_URL")),
        "CONN_MAX_AGE": number("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 3,
            # Rows are read from memory or from an SSD; no query is long enough to be compiled first.
            "options": "-c statement_timeout=15000 -c lock_timeout=5000 -c timezone=UTC -c random_page_cost=1.1 -c jit=off",
            **({} if DATABASE_ROLE == "owner" else {"assume_role": DATABASE_ROLE}),
        },
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "TIMEOUT": 300,
        # Limits and spent codes lie here too. With Django's 300 a stranger who tries 300 addresses pushes them out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
# how long a process goes on with the 市の設定 it has read
CITY_SETTINGS_SECONDS = 1
SESSION_ENGINE = "nara_renkei.core.sessions"
SESSION_COOKIE_AGE = number("SESSION_SECONDS", default=60 * 60 * 24 * 14)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "nara_renkei.core.sessions.MessageStorage"
# a form holds its own token: no script reads the cookie
CSRF_COOKIE_HTTPONLY = True
STAFF_IDLE_SECONDS = number("STAFF_IDLE_SECONDS", default=60 * 60)
STAFF_SESSION_SECONDS = number("STAFF_SESSION_SECONDS", default=60 * 60 * 12)

# --- people
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["nara_renkei.accounts.backends.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "nara_renkei.accounts.backends.GuessingValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:my_page"
ACCOUNT_ADAPTER = "nara_renkei.accounts.adapters.AccountAdapter"
MFA_ADAPTER = "nara_renkei.accounts.adapters.SecondFactorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Nobody signs up there; without password1 the login form asks for no password.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Companies prove their address by our own door; staff addresses come from the personnel file.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {"reset_password": "nara_renkei.accounts.forms.PasswordForm"}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/m/key,10/h/key",
    "sign_in_code": "20/m/ip,3/m/key,10/h/key",
    "sign_in_try": "60/m/ip,5/20m/key",
    "invitation": "30/h/key",
    # By person, not by code: a new letter gives no new tries.
    "mail_factor": "3/10m/key,10/h/key",
    "mail_factor_try": "5/10m/key,40/d/key",
    # Besides 5 in 5 minutes (login_failed): a code of three half minutes is not guessed in 40 tries a day.
    "second_factor_try": "40/d/key",
    # A whole city hall has one address in the morning.
    "oidc": "300/m/ip",
    "emergency": "30/m/ip",
    "trouble_link": "10/m/ip,3/10m/key,10/d/key",
    # Six digits that change every half minute; by person, since a whole room has one address.
    "training_code": "10/10m/key",
}
PASSWORD_RESET_TIMEOUT = 60 * 60
# allauth's own writes a row for an address that is known, which a stranger could time.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
TRUSTED_PROXY_COUNT = number("TRUSTED_PROXY_COUNT", default=0)
MFA_TOTP_ISSUER = "奈良市公民連携デスク"
# Hardware tokens run a little fast or slow: one step of 30 seconds either way.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "nara_renkei.accounts.forms.FactorForm",
    "reauthenticate": "nara_renkei.accounts.forms.FactorAgainForm",
    "reauthenticate_webauthn": "nara_renkei.accounts.forms.KeyAgainForm",
    "activate_totp": "nara_renkei.accounts.forms.NewTokenForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
SECOND_FACTOR_REQUIRED = flag("SECOND_FACTOR_REQUIRED", default=True)
# From these the second factor may be a code to 庁内メール; empty: it may not.
STAFF_NETWORKS = networks("STAFF_NETWORKS")
# The city's identity provider (OpenID Connect): with an issuer, staff may sign in there. ADR 0030.
OIDC_ISSUER = optional("OIDC_ISSUER")
OIDC_CLIENT_ID = optional("OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = optional("OIDC_CLIENT_SECRET")
OIDC_CA_FILE = optional("OIDC_CA_FILE")
OIDC_NAME = optional("OIDC_NAME", "庁内の共通認証")
OIDC_SCOPES = words("OIDC_SCOPES", "openid,email,profile")
# Which claim holds the 職員番号; empty: the verified address names the person.
OIDC_NUMBER_CLAIM = optional("OIDC_NUMBER_CLAIM")
# Values of amr or acr that count as the second factor; empty: we ask for our own.
OIDC_SECOND_FACTOR = words("OIDC_SECOND_FACTOR")
# Off: with a provider, no password opens the staff's door.
STAFF_PASSWORD_LOGIN = flag("STAFF_PASSWORD_LOGIN", default=True)
SOCIALACCOUNT_ADAPTER = "nara_renkei.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds, for every question to the provider
# From these alone staff sign in and act; empty: from everywhere.
STAFF_ALLOWED_NETWORKS = networks("STAFF_ALLOWED_NETWORKS")
# Addresses of these are 庁内メール; empty: nobody without an account writes a 困りごとメモ.
STAFF_MAIL_DOMAINS = [domain.lower() for domain in words("STAFF_MAIL_DOMAINS")]

# --- words and time: one language, one time zone
LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語")]
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True

# --- files
STATIC_URL = "/static/"
STATIC_ROOT = Path(optional("STATIC_ROOT", str(RUN_DIR / "static")))
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site reads from ours
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "nara_renkei.core.static_files.StaticFilesStorage"},
}
PRIVATE_ROOT = Path(optional("PRIVATE_ROOT", str(RUN_DIR / "files")))
if optional("PRIVATE_BUCKET"):
    STORAGES["private"] = bucket()
PRIVATE_ACCEL_PREFIX = optional("PRIVATE_ACCEL_PREFIX")
UPLOAD_FILE_BYTES = 20 * 1024 * 1024
UPLOAD_TOTAL_BYTES = 60 * 1024 * 1024
UPLOAD_FILES = 5
FREE_BYTES_NEEDED = number("FREE_BYTES_NEEDED", default=200 * 1024 * 1024)
FILE_UPLOAD_HANDLERS = ["nara_renkei.core.uploads.LimitedUploadHandler"]
FILE_UPLOAD_TEMP_DIR = optional("FILE_UPLOAD_TEMP_DIR") or None
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
CLAMD_SOCKET = optional("CLAMD_SOCKET")

# --- mail
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = optional("EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = number("EMAIL_PORT", default=25)
EMAIL_HOST_USER = optional("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = optional("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = optional("DEFAULT_FROM_EMAIL", "desk@city.nara.example")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- background work. Redis holds no information: every effect is a row first.
CELERY_BROKER_URL = optional("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ROUTES = {"reports.*": {"queue": "pdf"}, "core.picture_files": {"queue": "pdf"}}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "unacked_restore_limit": 1000,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    # a stopped Redis must not keep a visitor waiting: the default tries for six seconds per task
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
    "connect_retries_timeout": 2,
}

# --- backups: what nara_renkei/deploy/keep writes and reads (ADR 0032)
BACKUP_DIR = optional("BACKUP_DIR")
BACKUP_RECIPIENTS = words("BACKUP_RECIPIENTS")
BACKUP_DATABASE_URL = optional("BACKUP_DATABASE_URL")
BACKUP_KEEP = words("BACKUP_KEEP", "7,5,14")
# 0: nobody is told when the last good one is old
BACKUP_EXPECTED_HOURS = number("BACKUP_EXPECTED_HOURS", default=0)
POSTGRESQL_BIN = optional("POSTGRESQL_BIN")

# --- logs: JSON with allow-listed keys, the route's name instead of the path
LOG_LEVEL = optional("LOG_LEVEL", "INFO")
# where errors are collected (the DSN of a Sentry or GlitchTip); empty: nowhere but in the log
ERROR_DSN = optional("ERROR_DSN")
RELEASE = optional("RELEASE")
LOGGING = logging_config(LOG_LEVEL, ERROR_DSN, RELEASE)
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
# RequestIdMiddleware has put its own there, whatever came
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = True
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO

# --- watching
# From these alone /metrics answers; empty: it is no page, and nothing is counted.
METRICS_NETWORKS = networks("METRICS_NETWORKS")
# a statement of the database that takes longer leaves a line in the log
SLOW_QUERY_SECONDS = seconds("SLOW_QUERY_SECONDS", default=0.5)

# --- browser security, the same on every response
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# --- what stands on the page about this installation
IS_DEMO = False
SECURITY_CONTACT = optional("SECURITY_CONTACT")
MAILBOX_DIR = optional("MAILBOX_DIR")

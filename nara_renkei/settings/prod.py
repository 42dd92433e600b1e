"""Production: refuses to start without its secrets."""

from .base import *
from .env import flag, required, words

SECRET_KEY = required("SECRET_KEY")
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS")
SITE_URL = required("SITE_URL").rstrip("/")
ALLOWED_HOSTS = words("ALLOWED_HOSTS") or [required("ALLOWED_HOSTS")]
EMAIL_HOST = required("EMAIL_HOST")
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL")
CELERY_BROKER_URL = required("REDIS_URL")

SECURE_SSL_REDIRECT = flag("SECURE_SSL_REDIRECT", default=True)
# asked for inside the machine, without the TLS end before it
SECURE_REDIRECT_EXEMPT = [r"^metrics$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Browsers take these names from this very host only, over https, for all its addresses.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"

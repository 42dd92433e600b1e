"""The demo and the developer's machine: one host, one factor, every page says that the data is a sample."""

from .base import *
from .env import optional

SECRET_KEY = optional("SECRET_KEY", "demo-only-key-not-for-production-0123456789-abcdefghij")
SECOND_FACTOR_REQUIRED = False
IS_DEMO = True
STAFF_MAIL_DOMAINS = ["city.nara.example"]

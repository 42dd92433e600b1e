"""Reading the environment. A variable that is needed and absent stops the process with its name."""

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def required(name: str) -> str:
    """Return the variable, or the content of the file that NAME_FILE points to."""
    value = optional(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set (see .env.example)")
    return value


def optional(name: str, default: str = "") -> str:
    """Return the variable, the content of the file in NAME_FILE, or the default."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name) or default


def flag(name: str, *, default: bool) -> bool:
    """Return true for 1, true, yes, on."""
    return optional(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def number(name: str, *, default: int) -> int:
    """Return a whole number; the unit is written in .env.example."""
    return int(optional(name, str(default)))


def seconds(name: str, *, default: float) -> float:
    """Return a number of seconds, with a point where it needs one."""
    return float(optional(name, str(default)))


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated list."""
    return [word.strip() for word in optional(name, default).split(",") if word.strip()]


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Return a comma-separated list of networks, written 10.1.0.0/16."""
    try:
        return [ip_network(word) for word in words(name)]
    except ValueError as exc:
        raise ImproperlyConfigured(f"{name}: {exc} (see .env.example)") from exc


def database(url: str) -> dict[str, object]:
    """Return Django's database settings of postgresql://user:password@host:port/name?host=/socket."""
    from urllib.parse import parse_qs, unquote, urlsplit

    parts = urlsplit(url)
    query = parse_qs(parts.query)
    return {
        "ENGINE": "nara_renkei.core.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or query.get("port", [""])[0]),
    }


def bucket() -> dict[str, object]:
    """Return Django's storage settings of PRIVATE_BUCKET and what stands beside it."""
    try:
        from botocore.config import Config
    except ImportError:
        raise ImproperlyConfigured(
            "PRIVATE_BUCKET needs the extra: uv sync --extra bucket (see .env.example)"
        ) from None

    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": required("PRIVATE_BUCKET"),
            "endpoint_url": optional("PRIVATE_BUCKET_URL") or None,
            "region_name": optional("PRIVATE_BUCKET_REGION") or None,
            "access_key": required("PRIVATE_BUCKET_KEY"),
            "secret_key": required("PRIVATE_BUCKET_SECRET"),
            "default_acl": None,  # as the bucket is: closed
            "client_config": Config(
                connect_timeout=3,
                read_timeout=20,
                retries={"total_max_attempts": 2},
                # servers that are not Amazon's know neither its newest checksums nor a host name per bucket
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                s3={"addressing_style": "path"},
            ),
        },
    }

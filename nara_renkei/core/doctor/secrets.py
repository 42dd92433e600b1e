"""Keys and passwords: our own, long, of chance, and readable by nobody else."""

import math
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

from nara_renkei.core.checks import KNOWN_KEYS

from .findings import Finding, Visit, bad, watch

LONG: Final = 50  # characters
BITS: Final = 150  # of a text of chance of that length
OLD_KEYS: Final = 2
POOR: Final = frozenset({"パスワード", "password", "postgres", "nara", "secret", "changeme", "change-me"})
NEW: Final = '新しい鍵: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'


def bits(text: str) -> float:
    """Return how much chance a text seems to hold: the entropy of its characters, times its length."""
    counts = Counter(text)
    return -sum(n * math.log2(n / len(text)) for n in counts.values())


def keys(_visit: Visit) -> Iterator[Finding]:
    for name, key in [
        ("SECRET_KEY", str(settings.SECRET_KEY)),
        *(("SECRET_KEY_FALLBACKS", str(one)) for one in settings.SECRET_KEY_FALLBACKS),
    ]:
        if key.startswith(KNOWN_KEYS):
            yield bad("secrets", f"{name} が、見本のままです。だれでもログインを偽れます。", NEW)
        elif len(key) < LONG or bits(key) < BITS:
            yield bad("secrets", f"{name} が短いか、でたらめではありません（{len(key)}字）。", NEW)
    if settings.SECRET_KEY in settings.SECRET_KEY_FALLBACKS:
        yield bad("secrets", "SECRET_KEY と同じ鍵が SECRET_KEY_FALLBACKS にあり、替えたことになっていません。", NEW)
    if len(settings.SECRET_KEY_FALLBACKS) > OLD_KEYS:
        yield watch(
            "secrets",
            f"古い鍵が {len(settings.SECRET_KEY_FALLBACKS)} つ残っています。漏れた鍵も効いたままです。",
            "manage.py relock_second_factors を打ち、替えてから2週間たった鍵を SECRET_KEY_FALLBACKS から消してください。",
        )
    password = str(settings.DATABASES["default"].get("PASSWORD", ""))
    if password.lower() in POOR:
        yield bad(
            "secrets",
            "データベースのパスワードが、見本か、だれでも思いつくものです。",
            "替えて、DATABASE_URL も直してください。",
        )
    if settings.EMAIL_HOST_PASSWORD and not settings.EMAIL_USE_TLS:
        yield bad(
            "secrets",
            "メールサーバーのパスワードを、暗号化せずに送る設定です。",
            "EMAIL_USE_TLS=1 と EMAIL_PORT=587 にしてください。",
        )


def files(_visit: Visit) -> Iterator[Finding]:
    """Who may read the file has the secret."""
    named = {name: Path(value) for name, value in os.environ.items() if name.endswith("_FILE") and value}
    ours = {name: path for name, path in named.items() if name.removesuffix("_FILE") in SECRET_NAMES}
    for name, path in {**ours, ".env": Path(settings.BASE_DIR) / ".env"}.items():
        if path.is_file() and path.stat().st_mode & 0o004 and not path.is_relative_to("/run/secrets"):
            yield bad(
                "secret_files",
                f"{name}（{path}）を、この機械のだれでも読めます。",
                f"chmod 600 {path} を行ってください。",
            )


SECRET_NAMES: Final = frozenset(
    {
        "SECRET_KEY",
        "DATABASE_URL",
        "BACKUP_DATABASE_URL",
        "REDIS_URL",
        "EMAIL_HOST_PASSWORD",
        "OIDC_CLIENT_SECRET",
        "SECRET_KEY_FALLBACKS",
    }
)

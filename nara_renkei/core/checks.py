"""System checks: what makes no noise when it is missing, and hurts later."""

import ctypes
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution

from .fonts import REGULAR, find_font

SUBSETTER: Final = "libharfbuzz-subset.so.0"
FONTS: Final = (
    (REGULAR, "BIZ UDPGothic", "PDFの文字が正しく出ません。", "fonts-morisawa-bizud-gothic", "nara.W002"),
    ("NotoSansCJK*", "Noto Sans CJK", "PDFで「𠮷」などの字が四角になります。", "fonts-noto-cjk", "nara.W003"),
)
# beginnings of keys that stand in this repository
KNOWN_KEYS: Final = ("demo-only", "test-only", "django-insecure", "change-me")


@register()
def fast_fonts(**_: Any) -> Sequence[CheckMessage]:
    """Without the subsetter a PDF takes 12 to 18 s instead of 0.5 s, and nothing says so."""
    try:
        ctypes.CDLL(SUBSETTER)
    except OSError:
        return [
            Caution(
                "harfbuzz-subset がありません。PDFの作成が数十倍遅くなります。",
                hint="apt-get install libharfbuzz-subset0",
                id="nara.W001",
            )
        ]
    return []


@register()
def japanese_fonts(**_: Any) -> Sequence[CheckMessage]:
    """Without them the PDFs are set in whatever font is found, and a name with 𠮷 in boxes."""
    return [
        Caution(f"{name} がありません。{harm}", hint=f"apt-get install {package}", id=code)
        for pattern, name, harm, package, code in FONTS
        if not find_font(pattern)
    ]


@register(Tags.files)
def private_root_is_writable(**_: Any) -> Sequence[CheckMessage]:
    """Return an error when uploads could not be kept."""
    place = Path(settings.PRIVATE_ROOT)
    while not place.exists():
        place = place.parent
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        return []
    return [
        Error(
            f"PRIVATE_ROOT（{settings.PRIVATE_ROOT}）に書き込めません。",
            hint="フォルダを作り、この利用者が書けるようにしてください。",
            id="nara.E001",
        )
    ]


@register()
def hosts_come_in_pairs(**_: Any) -> Sequence[CheckMessage]:
    """Return an error when only one of the two hosts is named: nothing would be separated."""
    if bool(settings.PUBLIC_HOST) == bool(settings.STAFF_HOST):
        return []
    return [
        Error(
            "PUBLIC_HOST と STAFF_HOST は、両方書くか、両方空にしてください。",
            hint="片方だけでは、公開用と職員用の入口が分かれません。",
            id="nara.E002",
        )
    ]


@register(Tags.security, deploy=True)
def inside_is_told_from_outside(**_: Any) -> Sequence[CheckMessage]:
    """Return an error when everybody behind the proxy would seem to sit in the city hall."""
    if settings.TRUSTED_PROXY_COUNT or not settings.SECURE_PROXY_SSL_HEADER:
        return []
    return [
        Error(
            f"{name} を使うには、TRUSTED_PROXY_COUNT に手前の機器の数を書いてください。",
            hint="0 のままでは、外から来た人も手前の機器のアドレスに見え、庁内の人と見分けられません。",
            id="nara.E004",
        )
        for name in ("STAFF_NETWORKS", "STAFF_ALLOWED_NETWORKS", "METRICS_NETWORKS")
        if getattr(settings, name)
    ]


@register(Tags.security)
def provider_is_whole(**_: Any) -> Sequence[CheckMessage]:
    """Return an error for each way in which the identity provider is half written: staff would meet it at 8:30."""
    said = {
        name: getattr(settings, name)
        for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NUMBER_CLAIM", "OIDC_SECOND_FACTOR")
    }
    if not settings.OIDC_ISSUER:
        lost = [name for name, value in said.items() if value]
        if not settings.STAFF_PASSWORD_LOGIN:
            lost.append("STAFF_PASSWORD_LOGIN=0")
        return (
            [
                _half(
                    f"OIDC_ISSUER がないので、{'・'.join(lost)} は効きません。",
                    "認証基盤の発行者（https://…）を書くか、ほかの行も消してください。",
                )
            ]
            if lost
            else []
        )
    found = [
        _half(f"OIDC_ISSUER に対して {name} がありません。", "認証基盤に登録したときの値を書いてください。")
        for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
        if not said[name]
    ]
    here = ("http://localhost:", "http://127.0.0.1:")
    if not settings.OIDC_ISSUER.startswith(("https://", *here)):
        found.append(_half("OIDC_ISSUER は https:// で始めてください。", "http では、だれでも職員になりすませます。"))
    if "openid" not in settings.OIDC_SCOPES:
        found.append(_half("OIDC_SCOPES に openid がありません。", "例: OIDC_SCOPES=openid,email,profile"))
    return found


def _half(sentence: str, hint: str) -> CheckMessage:
    return Error(sentence, hint=hint, id="nara.E005")


@register(Tags.security, deploy=True)
def secret_key_is_our_own(**_: Any) -> Sequence[CheckMessage]:
    """Return an error when a key that anyone can read in the repository is in use."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not any(str(key).startswith(KNOWN_KEYS) for key in keys):
        return []
    return [
        Error(
            "SECRET_KEY が、見本のままです。",
            hint="50文字以上の、でたらめな文字列にしてください。",
            id="nara.E003",
        )
    ]

"""What others see from outside: certificates, and whether our clock is theirs."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from .database import asked
from .findings import Finding, Visit, bad, unknown, watch

PATIENCE: Final = 5  # seconds
SOON, NEXT_MONTH = timedelta(days=14), timedelta(days=30)
OFF, FAR_OFF = timedelta(seconds=2), timedelta(seconds=30)
# OpenSSL's numbers (X509_V_ERR_…)
EXPIRED, OTHER_NAME, UNKNOWN_ISSUER = 10, {62, 64}, {18, 19, 20, 21}
RENEW: Final = "証明書を更新し、TLS を終える機器に入れてください。"


def certificates(_visit: Visit) -> Iterator[Finding]:
    """Connect to every address of ours, and to the city's provider, as a browser would."""
    site = urlsplit(settings.SITE_URL)
    if site.scheme != "https" and not settings.IS_DEMO:
        yield bad(
            "certificates",
            f"SITE_URL（{settings.SITE_URL}）が https ではありません。",
            "https:// で始まるアドレスにしてください。",
        )
    places: dict[tuple[str, int], str] = {}
    if site.scheme == "https" and site.hostname:
        places[site.hostname, site.port or 443] = ""
        for host in (settings.PUBLIC_HOST, settings.STAFF_HOST):
            if host:
                places[host.partition(":")[0], site.port or 443] = ""
    provider = urlsplit(settings.OIDC_ISSUER)
    if provider.scheme == "https" and provider.hostname:
        places[provider.hostname, provider.port or 443] = settings.OIDC_CA_FILE
    for (host, port), authority in places.items():
        yield from _certificate(host, port, authority)


def _certificate(host: str, port: int, authority: str) -> Iterator[Finding]:
    name = host if port == 443 else f"{host}:{port}"
    try:
        context = ssl.create_default_context(cafile=authority or None)
        with (
            socket.create_connection((host, port), timeout=PATIENCE) as raw,
            context.wrap_socket(raw, server_hostname=host) as link,
        ):
            shown = link.getpeercert()
    except ssl.SSLCertVerificationError as exc:
        yield bad("certificates", f"{name} の証明書が正しくありません（{_why(exc)}）。", RENEW)
        return
    except ssl.SSLError as exc:
        yield bad(
            "certificates",
            f"{name} と暗号化してつながりません（{exc.reason}）。",
            "TLS を終える機器の設定を確かめてください。",
        )
        return
    except OSError as exc:
        yield unknown(
            "certificates",
            f"{name} に、この機械からつながりません（{exc.strerror or exc}）。証明書は確かめていません。",
            f"ほかの機械で確かめてください: openssl s_client -connect {host}:{port} -servername {host} </dev/null | openssl x509 -noout -enddate",
        )
        return
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str((shown or {})["notAfter"])), UTC)
    left = ends - timezone.now()
    words = f"{name} の証明書が、{timezone.localtime(ends):%Y年%-m月%-d日}（あと {left.days} 日）に切れます。"
    if left < SOON:
        yield bad("certificates", f"{words}切れると、だれも開けません。", RENEW)
    elif left < NEXT_MONTH:
        yield watch("certificates", words, RENEW)


def _why(exc: ssl.SSLCertVerificationError) -> str:
    if exc.verify_code == EXPIRED:
        return "期限が切れています"
    if exc.verify_code in OTHER_NAME:
        return "ホスト名が違います"
    if exc.verify_code in UNKNOWN_ISSUER:
        return "発行者を確かめられません。中間の証明書が抜けているか、庁内の認証局です"
    return exc.verify_message


def clock(visit: Visit) -> Iterator[Finding]:
    """A clock that is wrong dates proposals wrongly, and second factors fail."""
    before = timezone.now()
    [(theirs,)] = asked("SELECT clock_timestamp()")
    after = timezone.now()
    yield from _compared("データベース", theirs, before, after)
    if visit.clock:
        yield from _elsewhere(visit.clock)


def _elsewhere(url: str) -> Iterator[Finding]:
    place = urlsplit(url)
    kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
    try:
        with closing(kind(place.hostname or "", place.port, timeout=PATIENCE)) as link:
            before = timezone.now()
            link.request("HEAD", place.path or "/")
            said = link.getresponse().getheader("Date", "")
            after = timezone.now()
        # they say whole seconds
        yield from _compared(place.netloc, parsedate_to_datetime(said), before - timedelta(seconds=1), after)
    except (OSError, http.client.HTTPException, ValueError, TypeError) as exc:
        yield unknown("clock", f"{url} の時計を読めません（{type(exc).__name__}）。", "アドレスを確かめてください。")


def _compared(name: str, theirs: datetime, before: datetime, after: datetime) -> Iterator[Finding]:
    off = max(before - theirs, theirs - after, timedelta())
    words = f"この機械の時計が、{name}の時計と {off.total_seconds():,.0f} 秒ずれています。"
    advice = "時刻合わせ（chrony か systemd-timesyncd）が動いているかを、両方の機械で確かめてください。"
    if off > FAR_OFF:
        yield bad("clock", f"{words}受付の日時と二段階認証が狂います。", advice)
    elif off > OFF:
        yield watch("clock", words, advice)

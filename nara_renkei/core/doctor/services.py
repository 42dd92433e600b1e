"""Redis, the clock of the regular jobs, mail, the scanner: real questions to the real thing."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta
from email.utils import parseaddr
from http import HTTPStatus
from typing import Final
from urllib.request import urlopen

import redis
from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from nara_renkei.core import scanning
from nara_renkei.core.health import broker, clocks, last_beat
from nara_renkei.core.private_storage import Bucket, NotKept, private_place

from .findings import Finding, Visit, bad, unknown, watch

SILENT: Final = timedelta(minutes=3)
BOTH: Final = timedelta(seconds=40)  # one tick of 30 s, and a little
REFUSED: Final = 400  # SMTP: from here on no
OLD_SIGNATURES, VERY_OLD_SIGNATURES = timedelta(days=3), timedelta(days=7)


def redis_keeps(_visit: Visit) -> Iterator[Finding]:
    """It holds hints only; lost ones cost a wait of some seconds each."""
    try:
        with broker() as client:
            kept, memory = client.info("persistence"), client.info("memory")
    except (redis.RedisError, ValueError) as exc:
        yield bad(
            "redis",
            f"Redis が答えません（{type(exc).__name__}）。ログインと提出はできますが、メールと報告が待ちます。",
            "redis を起こしてください。REDIS_URL の場所とパスワードも確かめてください。",
        )
        return
    if not kept.get("aof_enabled"):
        yield bad(
            "redis",
            "Redis の appendonly が no です。止まると、合図がなくなります。",
            "redis.conf に appendonly yes を書いてください。",
        )
    elif kept.get("aof_last_write_status", "ok") != "ok":
        yield bad(
            "redis", "Redis が、追記のファイルに書けていません。", "Redis の機械のディスクの空きを確かめてください。"
        )
    policy = memory.get("maxmemory_policy")
    if policy is None:
        yield unknown(
            "redis",
            "Redis の maxmemory-policy を読めません。",
            "noeviction になっているかを、Redis の側で確かめてください。",
        )
    elif policy != "noeviction":
        yield bad(
            "redis",
            f"Redis の maxmemory-policy が {policy} です。合図が捨てられます。",
            "maxmemory-policy noeviction にしてください。",
        )


def bucket(visit: Visit) -> Iterator[Finding]:
    """Write, read and forget a few bytes where the settings name a bucket, and knock without a key."""
    place = private_place()
    if not isinstance(place, Bucket):
        return
    name, said = f"doctor/{visit.now:%Y%m%d%H%M%S%f}.txt", b"doctor"
    try:
        place.keep(name, [said])
        with place.open(name) as kept:
            same = kept.read() == said
        is_open = _opens_to_strangers(place.address(name))
        place.delete(name)
    except (NotKept, OSError) as exc:
        yield bad(
            "bucket",
            f"ファイルの置き場に書けないか、読めません（{type(exc).__name__}）。添付を受け取れません。",
            "PRIVATE_BUCKET_URL の場所と、PRIVATE_BUCKET_KEY・PRIVATE_BUCKET_SECRET を確かめてください。",
        )
        return
    if not same:
        yield bad("bucket", "ファイルの置き場が、書いたのと違うものを返します。", "置き場の管理者に知らせてください。")
    if is_open:
        yield bad(
            "bucket",
            "ファイルの置き場を、鍵のない人も読めます。提案の添付が外に出ます。",
            "すぐに、バケットの公開の設定を閉じてください。",
        )


def _opens_to_strangers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as answer:  # noqa: S310 - the address of the settings
            return bool(answer.status == HTTPStatus.OK)
    except OSError:  # HTTPError too
        return False


def beat(visit: Visit) -> Iterator[Finding]:
    last = last_beat("beat")
    if last is None or visit.now - last > SILENT:
        ago = f"{int((visit.now - last).total_seconds()):,} 秒前から" if last else "一度も"
        yield bad(
            "beat",
            f"beat の鼓動が{ago}ありません。期限の知らせ、朝の知らせ、検査が動いていません。",
            "beat と worker を起こしてください（docker compose up -d beat worker）。起きているのに出るときは、Redis を見てください。",
        )
    both = clocks(visit.now - BOTH)
    if len(both) > 1:
        yield bad(
            "beat",
            f"beat が {len(both)} つ、同時に仕事を始めています（{'、'.join(both)}）。同じ仕事が重なります。",
            "貸し札（lone_clock）が効いていません。一つを残して止めてください。引き継いだところなら、1分待ってもう一度見てください。",
        )


def audit(visit: Visit) -> Iterator[Finding]:
    broken, well = last_beat("audit_broken"), last_beat("audit_verified")
    if broken and (well is None or broken > well):
        yield bad(
            "audit",
            "監査の封印の鎖が合いません。記録が書き換えられたか、途中の控えから戻した疑いがあります。",
            "記録の audit_chain_broken を調べ、情報セキュリティの担当に知らせてください。データベースは、そのままにしておきます。",
        )
    elif well and visit.now - well > timedelta(hours=50):
        yield watch(
            "audit", "監査の封印を、2日より長く確かめていません。", "beat と worker が夜も動いているかを見てください。"
        )


def mail(visit: Visit) -> Iterator[Finding]:
    """Greet the server as a letter would, and name the sender; send one only where that was asked for."""
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    connection = get_connection("django.core.mail.backends.smtp.EmailBackend")
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as exc:
        yield bad("mail", f"メールサーバー {where} に送れません（{_why(exc)}）。", _cure(exc))
        return
    try:
        server: smtplib.SMTP = connection.connection  # type: ignore[attr-defined] # open() has made it
        server.ehlo_or_helo_if_needed()
        if not settings.EMAIL_USE_TLS and server.has_extn("starttls"):
            yield watch(
                "mail",
                f"メールサーバー {where} は暗号化できるのに、使っていません。",
                "EMAIL_USE_TLS=1 にしてください。",
            )
        sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        code, said = server.mail(sender)
        if code >= REFUSED:
            yield bad(
                "mail",
                f"メールサーバーが、差出人 {sender} を断りました（{code} {said.decode(errors='replace')[:120]}）。",
                "このサーバーから、この差出人で送ってよいかを、メールの担当に確かめてください。",
            )
        server.rset()
        if visit.send_to:
            words = "運用の点検（manage.py doctor）から送りました。届いていれば、メールの道はつながっています。"
            EmailMessage("【点検】公民連携デスク", words, sender, [visit.send_to], connection=connection).send()
    except smtplib.SMTPException as exc:
        yield bad("mail", f"メールサーバー {where} が、途中で断りました（{_why(exc)}）。", _cure(exc))
    finally:
        connection.close()


def _why(exc: Exception) -> str:
    if isinstance(exc, smtplib.SMTPResponseException):
        said = exc.smtp_error
        return f"{exc.smtp_code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"[:160]
    return str(exc)[:160] or type(exc).__name__


def _cure(exc: Exception) -> str:
    if isinstance(exc, smtplib.SMTPNotSupportedError):
        return "サーバーが STARTTLS を使えません。EMAIL_PORT を確かめ、庁内だけのサーバーなら EMAIL_USE_TLS=0 にしてください。"
    if isinstance(exc, smtplib.SMTPAuthenticationError):
        return "EMAIL_HOST_USER と EMAIL_HOST_PASSWORD を確かめてください。"
    return "EMAIL_HOST と EMAIL_PORT、間のファイアウォール、サーバーの証明書を確かめてください。メールは、戻るまで待ちます。"


def scanner(visit: Visit) -> Iterator[Finding]:
    if not settings.CLAMD_SOCKET:
        yield Finding(
            "scanner", visit.missing, scanning.NOTICE, "clamd を動かし、CLAMD_SOCKET に場所を書いてください。"
        )
        return
    try:
        answers = scanning.ask(b"PING") == b"PONG"
        made = scanning.signatures_of(scanning.ask(b"VERSION")) if answers else None
    except scanning.ScannerUnreachable as exc:
        answers, made, why = False, None, f"（{exc}）"
    else:
        why = ""
    if not answers:
        yield bad(
            "scanner",
            f"検査装置 {settings.CLAMD_SOCKET} が答えません{why}。添付は「確認中」のまま、だれも開けません。",
            "clamav を起こしてください。起動には数分かかります。CLAMD_SOCKET の場所も確かめてください。",
        )
    elif made is None:
        yield watch("scanner", "検査装置の署名の日付が分かりません。", "freshclam が動いているかを確かめてください。")
    elif (age := visit.now - made) > OLD_SIGNATURES:
        words = f"検査装置の署名が {age.days} 日前のものです。新しいウイルスを見つけられません。"
        advice = (
            "freshclam の記録を見てください。外へ出られない機械なら、署名の写しを置く所を DatabaseMirror に書きます。"
        )
        yield bad("scanner", words, advice) if age > VERY_OLD_SIGNATURES else watch("scanner", words, advice)

"""What the operator asks when something is wrong, and before anything can be: one look at every part, in Japanese.

Each check says only what is wrong or not known; the silence of a check is 「よし」. None of them changes anything.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from nara_renkei.core.health import database_answers

from . import backups, database, machine, secrets, services, sites
from .findings import Finding, Grade, Visit, bad, unknown

__all__ = ["CHECKS", "Finding", "Grade", "Visit", "examine"]


@dataclass(frozen=True, slots=True)
class Check:
    key: str
    what: str  # in the words of the list, when all is well
    look: Callable[[Visit], Iterator[Finding]]
    asks_database: bool = False


CHECKS: Final = (
    Check("fonts", "PDFの字体と、harfbuzz-subset", machine.fonts),
    Check("locale", "文字の扱い（LC_CTYPE）", machine.locale_of_process),
    Check("time_zone", "時間帯", machine.time_zone),
    Check("disk", "ディスクの空き", machine.disks),
    Check("static", "静的ファイル", machine.static_files),
    Check("settings", "本番の設定", machine.deployment),
    Check("secrets", "秘密の鍵とパスワード", secrets.keys),
    Check("secret_files", "秘密のファイルの権限", secrets.files),
    Check("server", "PostgreSQL の版と、書いたものの確かさ", database.server, asks_database=True),
    Check("lc_ctype", "データベースの文字の扱い", database.character_types, asks_database=True),
    Check("migrations", "移行", database.migrations, asks_database=True),
    Check("roles", "データベースの役割", database.roles, asks_database=True),
    Check("wall", "企業と職員の壁", database.wall_rises, asks_database=True),
    Check("database_disk", "データベースのディスク", database.disk, asks_database=True),
    Check("clock", "時計（データベース、ほかのサーバー）", sites.clock, asks_database=True),
    Check("pg_dump", "控えをとるプログラム", database.dump_program, asks_database=True),
    Check("bucket", "ファイルの置き場（PRIVATE_BUCKET）", services.bucket),
    Check("redis", "Redis と、その続けて残す設定", services.redis_keeps),
    Check("beat", "beat（一つだけが仕事を始める）", services.beat, asks_database=True),
    Check("audit", "監査の封印", services.audit, asks_database=True),
    Check("mail", "メールの道", services.mail),
    Check("scanner", "ウイルスの検査装置", services.scanner),
    Check("certificates", "証明書", sites.certificates),
    Check("backup", "控えと、戻す稽古", backups.backups, asks_database=True),
    Check("city", "市の設定", backups.city, asks_database=True),
)


def examine(visit: Visit) -> list[Finding]:
    """Look at everything; return what was found, the worst first. Never raises: a check that fails is a finding."""
    found: list[Finding] = []
    there = database_answers()
    if not there:
        found.append(
            bad(
                "database",
                "データベースが答えません。",
                "postgres が動いているか、DATABASE_URL の場所とパスワードが正しいかを確かめてください。",
            )
        )
    for check in CHECKS:
        if check.asks_database and not there:
            found.append(unknown(check.key, f"{check.what}: データベースが答えないので、確かめていません。", ""))
        else:
            found += _looked(check, visit) or [Finding(check.key, Grade.GOOD, check.what)]
    order = list(Grade)
    return sorted(found, key=lambda one: order.index(one.grade))


def _looked(check: Check, visit: Visit) -> list[Finding]:
    try:
        if check.asks_database:
            with transaction.atomic():
                return list(check.look(visit))
        return list(check.look(visit))
    except Exception as exc:  # whatever it was: the other checks are still asked
        words = f"{check.what}: 確かめる途中で止まりました（{type(exc).__name__}: {str(exc)[:160]}）。"
        return [bad(check.key, words, "この行を、そのまま作った人に送ってください。")]

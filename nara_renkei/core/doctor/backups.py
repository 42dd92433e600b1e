"""Whether the city could be put back, and whether it has said who it is."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import psycopg
from django.conf import settings

from nara_renkei.core.health import last_beat
from nara_renkei.core.models import CitySettings

from .findings import Finding, Visit, bad, watch

NIGHT: Final = timedelta(hours=26)
QUARTER: Final = timedelta(days=100)
GUIDE: Final = "運用の手引き「控えをとり、戻す」のとおりに設定してください。"


def backups(visit: Visit) -> Iterator[Finding]:
    if not settings.BACKUP_DIR or not settings.BACKUP_RECIPIENTS:
        yield Finding(
            "backup",
            visit.missing,
            "控えの置き場所か公開鍵（BACKUP_DIR、BACKUP_RECIPIENTS）が決まっていません。",
            GUIDE,
        )
    if settings.BACKUP_RECIPIENTS and not shutil.which("age"):
        yield bad("backup", "age がないので、控えを暗号化できません。", "apt-get install -y age で入れてください。")
    if not settings.BACKUP_EXPECTED_HOURS:
        yield Finding(
            "backup",
            visit.missing,
            "控えが古くなっても、だれにも知らせません。",
            "BACKUP_EXPECTED_HOURS=26 にしてください。",
        )
    if len(settings.BACKUP_RECIPIENTS) == 1:
        yield watch(
            "backup",
            "控えを開ける鍵が一つだけです。なくすと、どの控えも開けません。",
            "二人目の公開鍵も BACKUP_RECIPIENTS に書いてください。",
        )
    if settings.BACKUP_DATABASE_URL:
        yield from _login()
    expected = timedelta(hours=settings.BACKUP_EXPECTED_HOURS) or NIGHT
    last = last_beat("backup")
    if last is None:
        yield Finding("backup", visit.missing, "開いて確かめた控えが、まだ一つもありません。", GUIDE)
    elif visit.now - last > expected:
        hours = int((visit.now - last).total_seconds() // 3600)
        yield bad(
            "backup",
            f"最後の控えが {hours} 時間前のものです。",
            "控えの記録（cron か systemd の出力）を読み、手で一度とってください: docker compose run --rm --no-deps backup",
        )
    rehearsed = last_beat("rehearsal")
    if rehearsed is None:
        yield Finding(
            "backup",
            visit.missing,
            "戻す稽古を、まだ一度もしていません。",
            "restore.sh latest --key … --rehearse を行ってください。",
        )
    elif visit.now - rehearsed > QUARTER:
        days = (visit.now - rehearsed).days
        yield watch(
            "backup",
            f"最後に戻す稽古をしたのは {days} 日前です。",
            "restore.sh latest --key … --rehearse を行ってください。",
        )


def _login() -> Iterator[Finding]:
    """The role comes with the tables, its login does not: on a new machine it is easily forgotten."""
    try:
        psycopg.connect(settings.BACKUP_DATABASE_URL, connect_timeout=3).close()
    except psycopg.Error as exc:
        why = str(exc).strip().splitlines()[-1][-120:]
        yield bad(
            "backup",
            f"BACKUP_DATABASE_URL の利用者で、データベースに入れません（{why}）。",
            "DBA が ALTER ROLE nara_backup LOGIN PASSWORD '…'; を行い、BACKUP_DATABASE_URL と合わせてください。",
        )


def city(visit: Visit) -> Iterator[Finding]:
    """Asked before the first company: what the public pages say of the city."""
    if not visit.first_company:
        return
    found = CitySettings.load()
    wanted = {
        "email": "メール",
        "phone": "電話",
        "address": "所在地",
        "purpose_of_use": "個人情報の利用目的",
        "terms": "利用規約",
    }
    empty = [label for name, label in wanted.items() if not getattr(found, name).strip()]
    if empty:
        yield bad("city", f"市の設定の {'・'.join(empty)} が空です。", "管理画面の「市の設定」に書いてください。")
    if found.sample_notice:
        yield bad("city", "「見本」の帯が、すべてのページに出ています。", "管理画面の「市の設定」で消してください。")
    if not settings.SECURITY_CONTACT:
        yield watch(
            "city", "弱点を見つけた人の知らせ先がありません。", "SECURITY_CONTACT に mailto:… を書いてください。"
        )

"""運用の点検。"""

import json
import sys
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from nara_renkei.core.doctor import Finding, Grade, Visit, examine
from nara_renkei.core.health import database_answers
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.portal.queries.alarms import stuck

# what the reader of the morning letter asks of somebody else, the operator does
ADVICE = {
    "JOBS": "beat と worker が動いているかと、記録の誤りを見てください。",
    "LETTERS": "メールサーバーと worker を見てください。直れば、72時間まではひとりでに送り直します。",
    "WAITING_PAPERS": "pdf-worker が動いているかを見てください。",
}


class Command(BaseCommand):
    help = "どこがおかしいか、何をすればよいかを日本語で言います。何も変えません。直すものがあれば1で終わります。"
    # it says itself what they say, and must speak when the database is gone
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="JSON で出す（監視の仕組みのため）")
        parser.add_argument("--send-to", default="", metavar="アドレス", help="ここへ点検のメールを一通送る")
        parser.add_argument("--clock", default="", metavar="URL", help="この http(s) サーバーの時計とも比べる")
        parser.add_argument(
            "--before-first-company",
            action="store_true",
            help="本番を開く前に: 控え・戻す稽古・検査装置・市の設定も、すべてそろっているか",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        visit = Visit(
            now=timezone.now(),
            clock=options["clock"],
            send_to=options["send_to"],
            first_company=options["before_first_company"],
        )
        found = sorted([*examine(visit), *_standing(visit.now)], key=lambda one: list(Grade).index(one.grade))
        is_well = not any(one.grade == Grade.BAD for one in found)
        if options["json"]:
            rows = [asdict(one) for one in found]
            self.stdout.write(json.dumps({"ok": is_well, "findings": rows}, ensure_ascii=False, indent=1))
        else:
            self._show(found, is_well=is_well)
        if not is_well:
            sys.exit(1)

    def _show(self, found: list[Finding], *, is_well: bool) -> None:
        for one in found:
            self.stdout.write(f"{one.grade.label}　{one.said}（{one.key}）")
            if one.advice:
                self.stdout.write(f"　　　→ {one.advice}")
        counts = "、".join(f"{grade.label} {sum(one.grade == grade for one in found)}" for grade in Grade)
        self.stdout.write(f"{'よいようです。' if is_well else '直すところがあります。'}{counts}")


def _standing(at: datetime) -> list[Finding]:
    """Return what the floors below the portal cannot see: what waits too long, and letters that were given up."""
    if not database_answers():
        return []
    try:
        return _waiting(at)
    except DatabaseError:  # a table is missing: the check of the migrations says so
        return []


def _waiting(at: datetime) -> list[Finding]:
    found = [
        Finding(
            one.key.lower(), Grade.BAD, f"{one.label}が{one.count}件あります。{'、'.join(one.which)}", ADVICE[one.key]
        )
        for one in stuck(at)
    ]
    if dead := OutgoingMail.objects.dead().count():
        where = "管理画面の「送るメール」を「届けられません」で絞り、最後の失敗を読んでください。"
        found.append(Finding("dead_mail", Grade.WATCH, f"届けられないメールが{dead}通あります。", where))
    return found or [Finding("standing", Grade.GOOD, "メール・文書・定期の仕事の流れ")]

"""部・課の取込み。"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from nara_renkei.accounts.usecases.reorganise_city import reorganise_city
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.directory.rules.tables import TableRefused, read_date


class Command(BaseCommand):
    help = "部・課の表（CSV）を取り込みます。列: code, department, division, duties, source, mail, valid_from, predecessors"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSVファイル（UTF-8またはShift_JIS）")
        parser.add_argument("--as-of", default="", help="効力の始まる日（例 2027-04-01）。省くと今日")
        parser.add_argument("--dry-run", action="store_true", help="差だけを表示し、何も変えません")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        as_of = read_date(options["as_of"]) if options["as_of"] else timezone.localdate(now)
        if as_of is None:
            raise CommandError("--as-of は 2027-04-01 のように書いてください。")
        try:
            data = options["file"].read_bytes()
        except OSError as exc:
            raise CommandError(f"ファイルを開けません: {options['file']}") from exc
        try:
            result = reorganise_city(data=data, as_of=as_of, by=THE_SYSTEM, at=now, dry_run=options["dry_run"])
        except TableRefused as exc:
            raise CommandError(f"取り込みませんでした。\n{exc}") from exc
        for difference in result.differences:
            self.stdout.write(str(difference))
        for warning in result.warnings:
            self.stderr.write(f"注意　{warning}")
        ending = "（確認のみ。何も変えていません）" if options["dry_run"] else ""
        self.stdout.write(
            f"{len(result.differences)}件の差があります。{ending}"
            if result.differences
            else f"差はありません。{ending}"
        )

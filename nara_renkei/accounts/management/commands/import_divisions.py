"""部・課の取込み。"""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from nara_renkei.accounts.enums import OrderKind
from nara_renkei.accounts.usecases.bring_order import OrderRefused
from nara_renkei.accounts.usecases.check_order import check_order
from nara_renkei.accounts.usecases.reorganise_city import reorganise_city
from nara_renkei.accounts.usecases.stage_order import stage_order
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.directory.rules.tables import TableRefused, read_date


class Command(BaseCommand):
    help = "部・課の表（CSV）を取り込みます。列: code, department, division, duties, source, mail, valid_from, predecessors"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSVファイル（UTF-8またはShift_JIS）")
        parser.add_argument("--as-of", default="", help="効力の始まる日（例 2027-04-01）。省くと今日")
        parser.add_argument(
            "--announce-on", default="", help="公表の日。この日に取り込み、それまではだれにも見えません"
        )
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
            if options["announce_on"] and not options["dry_run"]:
                lines, warnings, ending = self._stage(data, as_of, options)
            else:
                result = reorganise_city(data=data, as_of=as_of, by=THE_SYSTEM, at=now, dry_run=options["dry_run"])
                lines, warnings = [str(one) for one in result.differences], result.warnings
                ending = "（確認のみ。何も変えていません）" if options["dry_run"] else ""
        except (TableRefused, OrderRefused) as exc:
            raise CommandError(f"取り込みませんでした。\n{exc}") from exc
        for line in lines:
            self.stdout.write(line)
        for warning in warnings:
            self.stderr.write(f"注意　{warning}")
        self.stdout.write(f"{len(lines)}件の差があります。{ending}" if lines else f"差はありません。{ending}")

    def _stage(self, data: bytes, as_of: date, options: dict[str, Any]) -> tuple[list[str], list[str], str]:
        """Return the differences, the warnings and how far the order is."""
        announced_on, now = read_date(options["announce_on"]), timezone.now()
        if announced_on is None:
            raise CommandError("--announce-on は 2027-03-22 のように書いてください。")
        order = check_order(
            kind=OrderKind.UNITS,
            file_name=options["file"].name,
            data=data,
            as_of=as_of,
            announced_on=announced_on,
            by=THE_SYSTEM,
            at=now,
        )
        order = stage_order(order=order, by=THE_SYSTEM, at=now)
        lines = [f"{kind}　{code} {text}" for kind, code, text in order.differences]
        return lines, order.warnings, f"（{order}：{order.get_state_display()}）"

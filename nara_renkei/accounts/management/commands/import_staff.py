"""職員の取込み。"""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from nara_renkei.accounts.enums import OrderKind
from nara_renkei.accounts.usecases.bring_order import OrderRefused
from nara_renkei.accounts.usecases.check_order import check_order
from nara_renkei.accounts.usecases.import_staff import TooManyLeavers, import_staff
from nara_renkei.accounts.usecases.read_staff import REQUIRED
from nara_renkei.accounts.usecases.stage_order import stage_order
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.directory.rules.tables import TableRefused, read_date


class Command(BaseCommand):
    help = f"職員の表（CSV）を取り込みます。列: {', '.join(REQUIRED)}"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSVファイル（UTF-8またはShift_JIS）")
        parser.add_argument("--as-of", required=True, help="効力の始まる日（例 2027-04-01）。その日の0時から効きます")
        parser.add_argument(
            "--announce-on", default="", help="内示の日。この日に取り込み、それまではだれにも見えません"
        )
        parser.add_argument("--dry-run", action="store_true", help="差だけを表示し、何も変えません")
        parser.add_argument("--allow-many-leavers", action="store_true", help="3割を超える退職でも取り込みます")

    def handle(self, *args: Any, **options: Any) -> None:
        as_of = _day("--as-of", options["as_of"])
        try:
            data = options["file"].read_bytes()
        except OSError as exc:
            raise CommandError(f"ファイルを開けません: {options['file']}") from exc
        try:
            if options["announce_on"] and not options["dry_run"]:
                self._stage(data, as_of, _day("--announce-on", options["announce_on"]), options)
            else:
                self._import(data, as_of, options)
        except (TableRefused, TooManyLeavers, OrderRefused) as exc:
            raise CommandError(f"取り込みませんでした。\n{exc}") from exc

    def _import(self, data: bytes, as_of: date, options: dict[str, Any]) -> None:
        result = import_staff(
            data=data,
            as_of=as_of,
            by=THE_SYSTEM,
            at=timezone.now(),
            dry_run=options["dry_run"],
            allow_many_leavers=options["allow_many_leavers"],
        )
        ending = "（確認のみ。何も変えていません）" if options["dry_run"] else ""
        self._print([str(one) for one in result.differences], result.warnings, ending)

    def _stage(self, data: bytes, as_of: date, announced_on: date, options: dict[str, Any]) -> None:
        now = timezone.now()
        order = check_order(
            kind=OrderKind.STAFF,
            file_name=options["file"].name,
            data=data,
            as_of=as_of,
            announced_on=announced_on,
            allow_many_leavers=options["allow_many_leavers"],
            by=THE_SYSTEM,
            at=now,
        )
        order = stage_order(order=order, by=THE_SYSTEM, at=now)
        lines = [f"{kind}　{number} {text}" for kind, number, text in order.differences]
        self._print(lines, order.warnings, f"（{order}：{order.get_state_display()}）")

    def _print(self, lines: list[str], warnings: list[str], ending: str) -> None:
        for line in lines:
            self.stdout.write(line)
        for warning in warnings:
            self.stderr.write(f"注意　{warning}")
        self.stdout.write(f"{len(lines)}件の差があります。{ending}" if lines else f"差はありません。{ending}")


def _day(option: str, text: str) -> date:
    day = read_date(text)
    if day is None:
        raise CommandError(f"{option} は 2027-04-01 のように書いてください。")
    return day

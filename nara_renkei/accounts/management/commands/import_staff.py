"""職員の取込み。"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from nara_renkei.accounts.usecases.import_staff import TooManyLeavers, import_staff
from nara_renkei.accounts.usecases.read_staff import REQUIRED
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.directory.rules.tables import TableRefused, read_date


class Command(BaseCommand):
    help = f"職員の表（CSV）を取り込みます。列: {', '.join(REQUIRED)}"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSVファイル（UTF-8またはShift_JIS）")
        parser.add_argument("--as-of", required=True, help="効力の始まる日（例 2027-04-01）。その日の0時から効きます")
        parser.add_argument("--dry-run", action="store_true", help="差だけを表示し、何も変えません")
        parser.add_argument("--allow-many-leavers", action="store_true", help="3割を超える退職でも取り込みます")

    def handle(self, *args: Any, **options: Any) -> None:
        as_of = read_date(options["as_of"])
        if as_of is None:
            raise CommandError("--as-of は 2027-04-01 のように書いてください。")
        try:
            data = options["file"].read_bytes()
        except OSError as exc:
            raise CommandError(f"ファイルを開けません: {options['file']}") from exc
        try:
            result = import_staff(
                data=data,
                as_of=as_of,
                by=THE_SYSTEM,
                at=timezone.now(),
                dry_run=options["dry_run"],
                allow_many_leavers=options["allow_many_leavers"],
            )
        except (TableRefused, TooManyLeavers) as exc:
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

"""デスクの台帳の取込み。"""

from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.directory.rules.tables import TableRefused
from proposals.usecases.import_proposals import import_proposals

from ._workbook import WorkbookCommand


class Command(WorkbookCommand):
    help = "デスクの台帳（XLSX）から、終わった提案を取り込みます。列は docs/import.md にあります。メールは送りません。"

    def handle(self, *args: Any, **options: Any) -> None:
        with self.opened(options["file"]) as file:
            try:
                result = import_proposals(file=file, by=THE_SYSTEM, at=timezone.now(), dry_run=options["dry_run"])
            except TableRefused as exc:
                raise CommandError(f"取り込みませんでした。\n{exc}") from exc
        numbers = f"（{result.first}〜{result.last}）" if result.new else ""
        self.stdout.write(f"新しい提案 {result.new}件{numbers}、取込み済み {result.known}件。{self.ending(options)}")

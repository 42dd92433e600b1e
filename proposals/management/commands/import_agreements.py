"""協定の台帳の取込み。"""

from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.directory.rules.tables import TableRefused
from nara_renkei.directory.usecases.import_agreements import import_agreements

from ._workbook import WorkbookCommand


class Command(WorkbookCommand):
    help = "協定の台帳（XLSX）を取り込みます。列は docs/import.md にあります。登録済みの協定は変えません。"

    def handle(self, *args: Any, **options: Any) -> None:
        with self.opened(options["file"]) as file:
            try:
                result = import_agreements(file=file, by=THE_SYSTEM, at=timezone.now(), dry_run=options["dry_run"])
            except TableRefused as exc:
                raise CommandError(f"取り込みませんでした。\n{exc}") from exc
        self.stdout.write(f"新しい協定 {result.new}件、登録済み {result.known}件。{self.ending(options)}")

"""What the commands that read an XLSX file share."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.management.base import BaseCommand, CommandError, CommandParser

from nara_renkei.core.private_files import UploadRefused, check_upload


class WorkbookCommand(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="Excelファイル（xlsx）")
        parser.add_argument("--dry-run", action="store_true", help="確かめるだけで、何も変えません")

    @contextmanager
    def opened(self, path: Path) -> Iterator[IO[bytes]]:
        """Open the file after the checks that an upload must pass."""
        if path.suffix.lower() != ".xlsx":
            raise CommandError("Excelファイル（xlsx）を指定してください。")
        try:
            file = path.open("rb")
        except OSError as exc:
            raise CommandError(f"ファイルを開けません: {path}") from exc
        with file:
            try:
                check_upload(UploadedFile(file, name=path.name, size=path.stat().st_size))
            except UploadRefused as exc:
                raise CommandError(str(exc)) from exc
            file.seek(0)
            yield file

    def ending(self, options: dict[str, Any]) -> str:
        return "（確認のみ。何も変えていません）" if options["dry_run"] else ""

"""move_files to-bucket|from-bucket: copy the private files to PRIVATE_BUCKET, or a mirror of it to PRIVATE_ROOT."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from nara_renkei.core.private_storage import Bucket, Folder, NotKept, copy_missing, mirror, private_place


class Command(BaseCommand):
    help = "添付と報告のファイルを、バケットへ写す（to-bucket）、またはバケットと同じにする（from-bucket）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("way", choices=("to-bucket", "from-bucket"))

    def handle(self, *_: Any, way: str, **__: Any) -> None:
        place, folder = private_place(), Folder(Path(settings.PRIVATE_ROOT))
        if not isinstance(place, Bucket):
            raise CommandError("PRIVATE_BUCKET がありません。.env.example の「場所」を見て、置き場を書いてください。")
        soon = timezone.now() + timedelta(minutes=5)  # the clock of the bucket may be ahead of ours
        try:
            copied = copy_missing(folder, place, soon) if way == "to-bucket" else mirror(place, folder, soon)
        except (NotKept, ConnectionError) as exc:
            raise CommandError(f"途中で止まりました（{exc}）。もう一度打つと、残りだけを写します。") from None
        total = sum(1 for _name in place.names(soon))
        self.stdout.write(f"{copied:,}件を写しました。バケットには{total:,}件あります。")

"""scan_again: scan once more what could not be scanned, after the scanner was mended."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from nara_renkei.core.scanning import scan_again


class Command(BaseCommand):
    help = "安全の確認ができなかった添付を、もう一度、検査の順番に並べる。"

    def handle(self, *_: Any, **__: Any) -> None:
        files = scan_again(at=timezone.now())
        self.stdout.write(f"{files:,}件を、検査の順番に並べました。" if files else "確認できなかった添付はありません。")

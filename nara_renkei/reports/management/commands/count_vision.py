"""Count the signs of 目指す姿 of one quarter anew; the nightly job never touches a quarter that is over."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.reports.usecases.write_readings import CannotCount, count_again


class Command(BaseCommand):
    help = "目指す姿の指標を、一つの四半期について、いまの記録から数え直します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("day", help="四半期の中の一日（YYYY-MM-DD）")

    def handle(self, *args: Any, day: str, **options: Any) -> None:
        try:
            changed = count_again(day=date.fromisoformat(day), by=THE_SYSTEM, at=timezone.now())
        except ValueError as exc:
            raise CommandError("日は「2026-07-01」の形で書いてください。") from exc
        except CannotCount as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write(f"{changed}個の値が変わりました。")

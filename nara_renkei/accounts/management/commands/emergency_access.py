"""緊急アクセス."""

import getpass
import socket
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from nara_renkei.accounts.usecases.close_emergency_access import CannotClose, close_emergency_access
from nara_renkei.accounts.usecases.make_emergency_access import CannotMake, make_emergency_access
from nara_renkei.core.actors import SYSTEM, Actor


class Command(BaseCommand):
    help = "緊急アクセスのリンクを作ります。システム管理者・監査・デスクと本人に、すぐに知らせが行きます。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--for", dest="number", default="", help="だれとして入るか（職員番号）")
        parser.add_argument("--reason", default="", help="わけ。200字まで。知らせと記録に残ります")
        parser.add_argument("--minutes", type=int, default=60, help="使える分（5から240）")
        parser.add_argument("--close", type=int, default=0, help="報告して終える緊急アクセスの番号")
        parser.add_argument("--note", default="", help="したこと（--close と一緒に）")

    def handle(self, *args: Any, **options: Any) -> None:
        by = Actor(SYSTEM, f"運用担当（{getpass.getuser()}@{socket.gethostname()}）", "system")
        now = timezone.now()
        try:
            if options["close"]:
                close_emergency_access(pk=options["close"], note=options["note"], by=by, at=now)
                self.stdout.write(f"緊急アクセス{options['close']}を終えました。")
                return
            access, address = make_emergency_access(
                number=options["number"], reason=options["reason"], minutes=options["minutes"], by=by, at=now
            )
        except (CannotMake, CannotClose) as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write(f"緊急アクセス{access.pk}　{access.user}　{access.minutes}分")
        self.stdout.write(address)
        self.stdout.write("15分のうちに一度だけ開けます。このリンクを記録やチャットに残さないでください。")
        self.stdout.write(
            "システム管理者・監査・デスクと本人に知らせを出しました。終わったら、したことを必ず書いてください。"
        )

"""市の設定と最初のシステム管理者。"""

import getpass
import secrets
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from nara_renkei.accounts.usecases.appoint import CannotAppoint
from nara_renkei.accounts.usecases.employ import CannotEmploy
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.portal.usecases.setup_city import CannotSetUp, FirstAdministrator, setup_city


class Command(BaseCommand):
    help = "市の設定と、二段階認証の付いた最初のシステム管理者を作ります。表示は一度だけです。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--city-name", default="", help="市の名称（省くと奈良市）")
        parser.add_argument("--desk-email", default="", help="公民連携デスクのメール")
        parser.add_argument("--email", default="", help="管理者のメール")
        parser.add_argument("--name", default="", help="管理者の氏名")
        parser.add_argument("--number", default="", help="管理者の職員番号")
        parser.add_argument("--password-file", type=Path, help="パスワードを書いたファイル。省くとたずねます")
        parser.add_argument("--force", action="store_true", help="管理者がもういても、もう一人作ります")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"] or self._ask("管理者のメール")
        try:
            validate_email(email)
        except ValidationError as exc:
            raise CommandError(f"メール「{email}」の形が正しくありません。") from exc
        name = options["name"] or self._ask("管理者の氏名")
        number = options["number"] or self._ask("管理者の職員番号")
        password, is_made = self._password(options["password_file"])
        try:
            first = setup_city(
                city_name=options["city_name"],
                desk_email=options["desk_email"],
                email=email,
                name=name,
                employee_number=number,
                password=password,
                by=THE_SYSTEM,
                at=timezone.now(),
                force=options["force"],
            )
        except (CannotSetUp, CannotEmploy, CannotAppoint) as exc:
            raise CommandError(str(exc)) from exc
        self._show(first, password if is_made else "")

    def _ask(self, what: str) -> str:
        if not sys.stdin.isatty():
            raise CommandError(f"{what}がありません。--email、--name、--number を付けてください。")
        return input(f"{what}: ").strip()

    def _password(self, file: Path | None) -> tuple[str, bool]:
        """Return the password, and whether it was made here and so must be shown."""
        if file:
            try:
                return file.read_text(encoding="utf-8").strip(), False
            except OSError as exc:
                raise CommandError(f"ファイルを開けません: {file}") from exc
        if sys.stdin.isatty():
            return getpass.getpass("パスワード（12文字以上。入力は見えません）: "), False
        return secrets.token_urlsafe(18), True

    def _show(self, first: FirstAdministrator, password: str) -> None:
        lines = [
            f"システム管理者を作りました: {first.user.name} <{first.user.email}>",
            *([f"パスワード: {password}"] if password else []),
            "",
            "二段階認証（認証アプリか、トークンに登録してください）",
            f"  鍵: {first.totp_secret}",
            f"  {first.totp_url}",
            "",
            "回復コード（鍵をなくしたときに1回ずつ使えます）",
            *(f"  {code}" for code in first.recovery_codes),
            "",
            "この表示は二度と出ません。紙に写し、鍵のかかる場所に保管してください。",
        ]
        self.stdout.write("\n".join(lines))

"""送付先の提案の物差し。"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from nara_renkei.directory.rules.tables import Row, TableRefused, read_table
from screening.rules.suggestions import Profile
from screening.rules.yardstick import PLACES, Example, Tried, share_within, try_out

DIVISIONS = settings.BASE_DIR / "nara_renkei" / "portal" / "demo" / "divisions.csv"


class Command(BaseCommand):
    help = "送付先の提案が、答えの分かっている行でどれだけ当たるかを測ります。過去の送付は使わず、データベースも読みません。"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSVファイル。列: title, summary, divisions（;で区切る）")
        parser.add_argument("--divisions", type=Path, default=DIVISIONS, help="課の表（CSV）。省くと見本の市の表")

    def handle(self, *args: Any, **options: Any) -> None:
        profiles = [
            Profile(row["code"], row["division"], row["duties"], row["keywords"])
            for row in rows_of(options["divisions"], ("code", "division", "duties"), ("keywords",))
        ]
        examples = [
            Example(row["title"], row["summary"], tuple(name.strip() for name in row["divisions"].split(";")))
            for row in rows_of(options["file"], ("title", "summary", "divisions"))
        ]
        tried = try_out(profiles, examples)
        self.stdout.write(f"n {len(tried)}")
        for places in PLACES:
            self.stdout.write(f"top-{places} {share_within(tried, places):.3f}")
        for one in tried:
            if one.place != 1:
                self.stdout.write(missed(one))


def rows_of(file: Path, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> list[Row]:
    try:
        return read_table(file.read_bytes(), required=required, optional=optional)
    except OSError as exc:
        raise CommandError(f"ファイルを開けません: {file}") from exc
    except TableRefused as exc:
        raise CommandError(f"{file} を読めません。\n{exc}") from exc


def missed(one: Tried) -> str:
    place = f"{one.place}番目" if one.place else "外れ"
    return f"{place}　{one.example.title}　正解 {'・'.join(one.example.divisions)}　提案 {'・'.join(one.suggested) or 'なし'}"

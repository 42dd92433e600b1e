"""The machine under the portal: fonts, characters, disks, the files that are served."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.checks import WARNING, run_checks

from nara_renkei.core import checks

from .findings import Finding, Grade, Visit, bad, watch

TIGHT: Final = 10  # percent that are free
OWN: Final = {"nara.W001", "nara.W002", "nara.W003", "nara.E003"}  # said by checks of the doctor
SHOWN: Final = 3


def fonts(_visit: Visit) -> Iterator[Finding]:
    for message in (*checks.japanese_fonts(), *checks.fast_fonts()):
        yield bad("fonts", message.msg, f"{message.hint}（そのあと worker と pdf-worker を起こし直す）")


def locale_of_process(_visit: Visit) -> Iterator[Finding]:
    name = sys.getfilesystemencoding()
    if name.lower() != "utf-8":
        yield bad(
            "locale", f"この処理の文字の扱いが {name} です。", "環境変数 LC_ALL=C.UTF-8 を付けて動かしてください。"
        )


def time_zone(visit: Visit) -> Iterator[Finding]:
    """The dates that a company is told are days of Tokyo."""
    advice = "apt-get install tzdata を行い、TIME_ZONE を Asia/Tokyo のままにしてください。"
    try:
        away = visit.now.astimezone(ZoneInfo(settings.TIME_ZONE)).utcoffset()
    except ZoneInfoNotFoundError:
        yield bad("time_zone", f"時間帯 {settings.TIME_ZONE} の表がありません。", advice)
        return
    if away != timedelta(hours=9):
        yield bad("time_zone", f"時間帯が {settings.TIME_ZONE} で、日本の日付になりません。", advice)


def disks(_visit: Visit) -> Iterator[Finding]:
    """The folders of the settings; one sentence a disk."""
    places: dict[str, str] = {
        "RUN_DIR": str(settings.RUN_DIR),
        "PRIVATE_ROOT": str(settings.PRIVATE_ROOT),
        "FILE_UPLOAD_TEMP_DIR": settings.FILE_UPLOAD_TEMP_DIR or "/tmp",  # noqa: S108 - where Django puts them then
        "BACKUP_DIR": settings.BACKUP_DIR,
    }
    seen: set[int] = set()
    for name, place in places.items():
        if not place:
            continue
        folder = Path(place)
        while not folder.exists():
            folder = folder.parent
        if name != "RUN_DIR" and not os.access(folder, os.W_OK | os.X_OK):
            yield bad("disk", f"{name}（{place}）に書けません。", "フォルダーの持ち主と権限を直してください。")
        device = folder.stat().st_dev
        if device not in seen:
            seen.add(device)
            yield from space("disk", f"{name}（{place}）", folder)


def space(key: str, name: str, folder: Path) -> Iterator[Finding]:
    """Say how much is free on the disk of a folder, when it is too little."""
    usage = shutil.disk_usage(folder)
    percent = usage.free * 100 // usage.total
    words = f"{name} のディスクの空きが {usage.free // 1_000_000:,} MB（{percent} %）です。"
    advice = "古い記録や控えを移すか、ディスクを増やしてください。"
    if usage.free < settings.FREE_BYTES_NEEDED:
        yield bad(key, f"{words}添付を断っています（FREE_BYTES_NEEDED）。", advice)
    elif percent < TIGHT:
        yield watch(key, words, advice)
    state = os.statvfs(folder)
    if state.f_files and state.f_favail * 100 < state.f_files:
        yield bad(key, f"{name} のディスクに、もうファイルを作れません（iノードの残りが1 %未満）。", advice)


def static_files(_visit: Visit) -> Iterator[Finding]:
    """Without the manifest every page is a 500; with an old one, a page of the new release is."""
    advice = (
        "python manage.py collectstatic --noinput を行い、web を起こし直してください（compose では init が行います）。"
    )
    root = Path(settings.STATIC_ROOT)
    try:
        paths = json.loads((root / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    except (OSError, ValueError, KeyError):
        yield bad(
            "static", f"静的ファイルの一覧（{root}/staticfiles.json）がありません。どのページも開けません。", advice
        )
        return
    lost = sorted(name for name in paths.values() if not (root / name).is_file())
    if lost:
        yield bad("static", f"静的ファイルが {len(lost)} 件足りません（{'、'.join(lost[:SHOWN])}）。", advice)
    ours = {str(name) for finder in get_finders() for name, _ in finder.list([])}
    new = sorted(ours - set(paths))
    if new:
        yield bad(
            "static", f"静的ファイルが前の版のままです（{len(new)} 件がまだ: {'、'.join(new[:SHOWN])}）。", advice
        )


def deployment(visit: Visit) -> Iterator[Finding]:
    """What check --deploy says, and what only a trial may do."""
    messages = [one for one in run_checks(include_deployment_checks=True) if one.level >= WARNING and one.id not in OWN]
    for message in messages:
        if str(message.id).startswith("nara."):
            grade = Grade.BAD if message.is_serious() else Grade.WATCH
            yield Finding("settings", grade, f"{message.msg}（{message.id}）", str(message.hint or ""))
    # Django says its own in English
    theirs = sorted(str(one.id) for one in messages if not str(one.id).startswith("nara."))
    if theirs:
        yield Finding(
            "settings",
            visit.missing,
            f"本番の設定で動いていないか、安全のための設定が変えられています（{'、'.join(theirs)}）。",
            "DJANGO_SETTINGS_MODULE=nara_renkei.settings.prod にしてください。わけは manage.py check --deploy で読めます（英語）。",
        )
    if visit.first_company:
        if settings.IS_DEMO or settings.DEBUG:
            yield bad(
                "settings",
                "見本か開発の設定で動いています。",
                "DJANGO_SETTINGS_MODULE=nara_renkei.settings.prod にしてください。",
            )
        if not settings.SECOND_FACTOR_REQUIRED:
            yield bad("settings", "職員に二段階認証を求めていません。", "SECOND_FACTOR_REQUIRED の行を消してください。")

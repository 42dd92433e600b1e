"""Every paper that the portal makes, from the demo city, with a picture of each page: .run/pdf/.

Started by bin/dev pdf, which gives it a database of its own. A kind of paper without an example here stops it.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def last_months(today: date) -> list[str]:
    """Return this month and the two before it, as "2026-11"."""
    months, day = [], today
    for _ in range(3):
        months.append(f"{day:%Y-%m}")
        day = day.replace(day=1) - timedelta(days=1)
    return months


# kind of paper -> what it can be about
EXAMPLES: dict[str, Callable[[date], list[str]]] = {"monthly": last_months}


def sheets(pdf: Path) -> None:
    """Turn each page of a PDF into a picture beside it, where poppler is installed."""
    if shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-png", "-r", "80", str(pdf), str(pdf.with_suffix(""))], check=True)


def main() -> int:
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from nara_renkei.reports.usecases.make_paper import BUILDERS

    if absent := sorted(set(BUILDERS) - set(EXAMPLES)):
        sys.stderr.write(f"見本のない報告があります。pdf.py に足してください: {', '.join(absent)}\n")
        return 1
    call_command("seed_demo")
    folder = Path(os.environ.get("RUN_DIR") or ROOT / ".run") / "pdf"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    at = timezone.now()
    for kind, build in BUILDERS.items():
        for about in EXAMPLES[kind](timezone.localdate()):
            began = time.monotonic()
            paper = build(about, at=at)
            path = folder / f"{kind}-{about}.pdf"
            path.write_bytes(paper.content)
            sheets(path)
            spent = time.monotonic() - began
            size = len(paper.content) // 1024
            sys.stdout.write(f"{path}  {paper.pages}ページ  {size} KiB  {spent:.1f} 秒\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

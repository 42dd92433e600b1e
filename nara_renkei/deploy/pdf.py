"""Every paper that somebody has ordered in the demo city, with a picture of each page: .run/pdf/.

Started by bin/dev pdf, which gives it a database of its own. The kinds that nobody has ordered are named at the end.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


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

    from nara_renkei.core.models import PaperJob
    from nara_renkei.core.sheets import Sheet
    from nara_renkei.reports.rendering import Pdf
    from nara_renkei.reports.usecases.make_paper import BUILDERS

    call_command("seed_demo")
    folder = Path(os.environ.get("RUN_DIR") or ROOT / ".run") / "pdf"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    at = timezone.now()
    ordered = PaperJob.objects.order_by("kind", "about").values_list("kind", "about").distinct()
    for number, (kind, about) in enumerate(ordered, start=1):
        began = time.monotonic()
        paper = BUILDERS[kind](about, at=at)
        extension = "pdf" if isinstance(paper, Pdf) else "xlsx" if isinstance(paper, Sheet) else "docx"
        path = folder / f"{kind}-{number}.{extension}"
        path.write_bytes(paper.content)
        if extension == "pdf":
            sheets(path)
        size = len(paper.content) // 1024
        sys.stdout.write(f"{path}  {about}  {size} KiB  {time.monotonic() - began:.1f} 秒\n")
    if missing := sorted(set(BUILDERS) - {kind for kind, _ in ordered}):
        sys.stdout.write(f"見本市ではだれも頼んでいない種類: {', '.join(missing)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

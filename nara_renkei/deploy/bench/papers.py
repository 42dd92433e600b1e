"""python -m nara_renkei.deploy.bench.papers: the longest papers, each made in a process of its own, as the worker makes it.

To measure one more: a function that fills the database and returns kind and ``about``, and its line in ``PAPERS``.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parent.parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "nara_renkei" / "deploy")]
MOST_SECONDS, MOST_MB = 270, 600
EVENTS, LETTERS = 500, 50
YEAR: Final = 2_000  # proposals
WORDS: Final = "集会所での販売と荷物の受渡しを一緒に行い、運行の時刻を地区ごとに組み直します。"


def dossier() -> tuple[str, str]:
    """One proposal with EVENTS lines of the audit, LETTERS letters and as many of what is written most."""
    from datetime import timedelta

    from django.utils import timezone

    from nara_renkei.accounts.enums import PostKind
    from nara_renkei.core.models import AuditEvent
    from nara_renkei.deploy.bench.city import staff
    from nara_renkei.portal.demo.bulk import fill
    from proposals.models import Letter, Message, Submission
    from screening.models import Contact, Note, Routing
    from screening.rules.papers import DOSSIER, dossier_about

    fill(100, today=timezone.localdate())
    folder = Routing.objects.order_by("-sent_at").select_related("screening__proposal__organization")[0].screening
    proposal, clerk = folder.proposal, staff("bench-desk", PostKind.DESK)
    times = [proposal.submitted_at + timedelta(hours=n) for n in range(EVENTS)]
    who, first = "受付花子（デスク）", proposal.submissions.order_by("version")[0]
    Submission.objects.bulk_create(
        Submission(
            proposal=proposal, version=n + 10, content=first.content, sha256=first.sha256, submitted_at=times[n],
            submitted_by="会社次郎",
        )
        for n in range(5)
    )  # fmt: skip
    Letter.objects.bulk_create(
        Letter(
            proposal=proposal, kind="DELAY", dated_on=times[n].date(), addressee=proposal.organization.name,
            sender="奈良市長", title=f"お知らせ {n + 1}", body=WORDS * 12, told_at=times[n], told_by=who,
        )
        for n in range(LETTERS)
    )  # fmt: skip
    Message.objects.bulk_create(
        Message(proposal=proposal, party="proposer", author="会社次郎", body=WORDS * 5, at=times[n])
        for n in range(LETTERS)
    )
    Note.objects.bulk_create(
        Note(screening=folder, body=WORDS * 8, written_by=who, written_at=times[n]) for n in range(LETTERS)
    )
    Contact.objects.bulk_create(
        Contact(
            proposal=proposal, kind="PHONE", met_at=times[n], people="会社次郎", body=WORDS * 6, written_by=who,
            written_at=times[n],
        )
        for n in range(LETTERS)
    )  # fmt: skip
    AuditEvent.objects.bulk_create(
        AuditEvent(at=at, verb="note.write", about=proposal.key, actor_key=f"user:{clerk.pk}") for at in times
    )
    return DOSSIER, dossier_about(proposal.number, clerk.pk)


def annual() -> tuple[str, str]:
    """A 年度 with YEAR proposals and as many 事例 as its report shows, each as long as it may be."""
    from datetime import timedelta

    from django.utils import timezone

    from knowledge.models import CaseStudy, CaseVersion
    from nara_renkei.core.calendar import FiscalYear
    from nara_renkei.directory.models import Division
    from nara_renkei.portal.demo.bulk import fill
    from nara_renkei.reports.queries.annual import MOST_CASES
    from nara_renkei.reports.rules.kinds import ANNUAL
    from nara_renkei.reports.rules.periods import year_of
    from proposals.models import Proposal

    today, at = timezone.localdate(), timezone.now()
    year = FiscalYear.of(today)
    fill(YEAR * 5 // 4, today=today)
    begun = year.bounds()[0]
    Proposal.objects.submitted().filter(submitted_at__lt=begun).update(submitted_at=begun)
    owner, who = Division.objects.order_by("pk")[0], "担当太郎（例示課）"
    cases = CaseStudy.objects.bulk_create(
        CaseStudy(
            code=f"bench-{n}", origin="FORM", implementer="奈良市", field="防災", owner=owner, state="INTERNAL",
            review_by=today + timedelta(days=365), opened_at=at, drafted_at=at, drafted_by=who, updated_at=at,
        )
        for n in range(MOST_CASES)
    )  # fmt: skip
    CaseVersion.objects.bulk_create(
        CaseVersion(
            case=case, number=1, title=WORDS[:60], summary=(WORDS * 6)[:200], work=WORDS * 40, effect=WORDS * 40,
            stumble=WORDS * 20, reuse=WORDS * 20, why="計測", written_by=who, written_at=at,
        )
        for case in cases
    )  # fmt: skip
    return ANNUAL, year_of(year).key


PAPERS: Final[dict[str, Callable[[], tuple[str, str]]]] = {
    f"一件記録（監査{EVENTS}件、お知らせ{LETTERS}通）": dossier,
    f"年次報告（提案{YEAR:,}件）": annual,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench papers", description=__doc__)
    parser.add_argument("--run-dir", type=Path, default=ROOT / ".run" / "bench-papers")
    given = parser.parse_args()
    if step := os.environ.get("BENCH_PAPERS"):
        print(json.dumps(STEPS[step](**json.loads(os.environ["BENCH_GIVEN"])), ensure_ascii=False))
        return 0
    from services import services

    from nara_renkei.deploy.bench.__main__ import database

    given.run_dir.mkdir(parents=True, exist_ok=True)
    within = True
    with services(given.run_dir / "servers") as places:
        for name in PAPERS:
            with database(places["DATABASE_URL"], "nara_bench_papers") as url:
                env = {
                    **os.environ, **places, "DATABASE_URL": url, "DATABASE_ROLE": "owner",
                    "DJANGO_SETTINGS_MODULE": "nara_renkei.settings.dev", "RUN_DIR": str(given.run_dir / "portal"),
                }  # fmt: skip
                kind, about = ask("seed", env, name=name)
                ours, plain = (ask("measure", env, kind=kind, about=about, plain=plain) for plain in (False, True))
            within &= ours["wall_s"] <= MOST_SECONDS and ours["rss_mb"] <= MOST_MB
            print(line(name, ours, plain))
    print(f"上限は {MOST_SECONDS} 秒と {MOST_MB} MB です。{'収まっています。' if within else '超えています。'}")
    return 0 if within else 1


def ask(step: str, env: dict[str, str], **given: Any) -> Any:
    """Run one step in a process of its own, so that its memory is its own."""
    env = {**env, "BENCH_PAPERS": step, "BENCH_GIVEN": json.dumps(given)}
    command = [sys.executable, "-m", "nara_renkei.deploy.bench.papers"]
    made = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(made.stdout.splitlines()[-1])


def line(name: str, ours: dict[str, Any], plain: dict[str, Any]) -> str:
    ratio = ours["render_s"] / plain["render_s"]
    return (
        f"{name}: {ours['pages']}ページ {ours['kB']} kB  CPU {ours['cpu_s']} 秒  {ours['wall_s']} 秒  {ours['rss_mb']} MB"
        f"  紙にするCPU {ours['render_s']} 秒（素のWeasyPrint {plain['render_s']} 秒・{plain['kB']} kB・{plain['rss_mb']} MB の"
        f" {ratio:.2f} 倍）"
    )


def seed(name: str) -> tuple[str, str]:
    """Fill an empty database."""
    from django.core.management import call_command

    import nara_renkei.deploy.bench.city  # noqa: F401 - sets Django up

    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0, stdout=sys.stderr)
    return PAPERS[name]()


def measure(kind: str, about: str, plain: bool) -> dict[str, Any]:
    """Make the paper, or only its page and that by plain WeasyPrint. ``render_s``: CPU seconds from page to PDF."""
    from django.utils import timezone
    from weasyprint import HTML

    from nara_renkei.deploy.bench.city import peak
    from nara_renkei.reports import rendering
    from nara_renkei.reports.usecases.make_paper import BUILDERS

    rendering.warm_up()
    began = {"cpu": time.process_time(), "wall": time.monotonic()}
    ours, page = rendering._sheet, {"html": ""}

    def noted(html: str) -> Any:
        page["html"], began["render"] = html, time.process_time()
        return HTML(string='<html lang="ja"><title>空</title><p>空') if plain else ours(html)

    rendering._sheet = noted
    pdf = BUILDERS[kind](about, at=timezone.now())
    content, pages = pdf.content, pdf.pages
    if plain:
        began["render"] = time.process_time()
        sheet = HTML(string=page["html"], base_url=rendering.ASSET, url_fetcher=rendering.asset_fetcher()).render()
        content, pages = sheet.write_pdf(pdf_variant="pdf/ua-1"), len(sheet.pages)
    return {
        "pages": pages, "kB": len(content) // 1000, "rss_mb": peak(),
        "render_s": round(time.process_time() - began["render"], 1),
        "cpu_s": round(time.process_time() - began["cpu"], 1), "wall_s": round(time.monotonic() - began["wall"], 1),
    }  # fmt: skip


STEPS: Final[dict[str, Callable[..., Any]]] = {"seed": seed, "measure": measure}

if __name__ == "__main__":
    sys.exit(main())

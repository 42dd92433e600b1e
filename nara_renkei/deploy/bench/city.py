"""What the bench does inside Django: fill the city, sign people in, count queries, make papers. Prints JSON."""

# ruff: noqa: E402 - Django must be set up before the apps are imported

import csv
import json
import os
import statistics
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nara_renkei.settings.dev")
# What structlog, kombu and Celery load where they find it: only a developer's machine has it, and memory is measured.
for developers_only in ("rich", "pygments", "yaml", "greenlet"):
    sys.modules[developers_only] = None  # type: ignore[assignment] - None: to import it fails

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone
from weasyprint import HTML

from nara_renkei.accounts.enums import MemberRole, PostKind
from nara_renkei.accounts.models import Member, Post, User
from nara_renkei.deploy.cookies import cookie
from nara_renkei.directory.models import Department, Division, Organization
from nara_renkei.reports import rendering
from nara_renkei.reports.papers import monthly
from proposals.models import Proposal
from screening.models import Routing, RoutingAnswer
from screening.queries.suggestions import LEARNT_FROM, suggest_divisions

PARALLEL = 8
HUNDRED = 100
# As many lie open in every city, where it has them: enough to fill each list of the desk and of a 課.
BUSY = 3_000
LONG_AGO = date(2020, 4, 1)


def prepare(count: int) -> dict[str, Any]:
    """Fill the city and return cookies and addresses. The people of earlier runs are used again."""
    # here: the papers are measured in a process that holds no more than a worker
    from nara_renkei.portal.demo.bulk import analyse, fill

    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0, stdout=sys.stderr)
    call_command("collectstatic", interactive=False, verbosity=0)
    started = time.monotonic()
    missing = count - Proposal.objects.count()
    if missing > 0:
        fill(missing, today=timezone.localdate(), busy=min(BUSY, missing * 4 // 5))
        analyse()
    routing = Routing.objects.order_by("-sent_at").select_related("screening__proposal", "division")[0]
    return {
        "seconds": round(time.monotonic() - started, 1),
        "rows": Proposal.objects.count(),
        "desk": cookie(staff("bench-desk", PostKind.DESK)),
        "division": cookie(staff("bench-division", PostKind.MANAGER, division=routing.division)),
        "companies": [cookie(company(n)) for n in range(PARALLEL)],
        "number": routing.screening.proposal.number,
        "own": Proposal.objects.filter(organization=Member.objects.get(user__email="bench-0@company.example").organization, status="COMPLETED").newest_first()[0].number,
    }  # fmt: skip


def crowd(given: dict[str, int]) -> dict[str, Any]:
    """Sign companies and staff in, every third of the desk: their cookies, and [name, address] of what they read."""
    folders = list(
        Routing.objects.filter(state="ANSWERED", over_on=None).order_by("-sent_at").select_related("screening__proposal", "division")[: given["staff"] * 5]
    )  # fmt: skip
    queue = "/admin/screening/deskproposal/"
    numbers = [folder.screening.proposal.number for folder in folders]
    desk = [
        ["受付の一覧", queue], ["受付の一覧 2枚目", f"{queue}?p=2"], ["検索", f"{queue}?q=%E8%A6%8B%E5%AE%88"], ["報告", "/hokoku/"],
        *[["提案のページ（デスク）", f"{queue}{number}/"] for number in numbers[:20]],
    ]  # fmt: skip
    people = []
    for n in range(given["staff"]):
        if n % 3 == 0:
            people.append({"cookie": cookie(staff(f"load-d{n}", PostKind.DESK)), "pages": desk})
            continue
        division = folders[n % len(folders)].division
        own = [folder.screening.proposal.number for folder in folders if folder.division == division]
        pages = [["一覧 /ka/", "/ka/"], *[["提案のページ（課）", f"/ka/{number}/"] for number in own]]
        people.append({"cookie": cookie(staff(f"load-k{n}", PostKind.MANAGER, division=division)), "pages": pages})
    return {"companies": [cookie(company(n)) for n in range(given["companies"])], "staff": people}


def staff(name: str, kind: PostKind, **place: Any) -> User:
    email = f"{name}@city.example"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email=email, name="計測用", employee_number=name[:12])
        Post.objects.create(user=user, kind=kind, starts_on=LONG_AGO, **place)
    return user


def company(n: int) -> User:
    email = f"bench-{n}@company.example"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email=email, name=f"計測{n}")
        # each its own 団体 where there are enough: whoever is a member of one gets a letter
        done = Organization.objects.filter(proposals__status="COMPLETED").order_by("pk").distinct()
        found = list(done[: n + 1])
        organization = found[n % len(found)]
        Member.objects.create(organization=organization, user=user, role=MemberRole.ADMIN, joined_at=timezone.now())
    return user


def queries(pages: list[list[str]]) -> dict[str, int]:
    """Return how many queries each page costs: address → count. Pages are [cookie, address]."""
    # here as well
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    found = {}
    for key, address in pages:
        client = Client(headers={"host": "127.0.0.1"})
        if key:
            client.cookies[settings.SESSION_COOKIE_NAME] = key
        client.get(address)  # warm
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        found[address] = len(captured)
    return found


def paper(given: dict[str, Any]) -> dict[str, Any]:
    """Render one report in this process alone: by the portal, or by plain WeasyPrint from the same page.

    Return pages, bytes, CPU seconds and the largest memory, which counts nothing else.
    """
    rendering.warm_up()
    month = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    base = monthly.paper_of(month, at=timezone.now())
    lines = list(islice(cycle(base.figures.proposals), given["rows"]))
    tables = [lines[i : i + monthly.ROWS_A_TABLE] for i in range(0, len(lines), monthly.ROWS_A_TABLE)]
    figures = replace(base.figures, proposals=tuple(lines))
    context = {"paper": replace(base, figures=figures, tables=tables)}
    del base, figures
    if given["plain"]:
        html = render_to_string("reports/monthly.html", context)
        started = time.process_time()
        sheet = HTML(string=html, base_url=rendering.ASSET, url_fetcher=rendering.asset_fetcher()).render()
        content, pages = sheet.write_pdf(pdf_variant="pdf/ua-1"), len(sheet.pages)
    else:
        started = time.process_time()
        pdf = rendering.render_pdf("reports/monthly.html", context)
        content, pages = pdf.content, pdf.pages
    return {"pages": pages, "kB": len(content) // 1000, "cpu_s": time.process_time() - started, "rss_mb": peak()}


def suggest(times: int) -> dict[str, Any]:
    """Suggest 課 for the newest proposals in a city of 100 課: milliseconds with a warm index, and what it took to make."""
    with (settings.BASE_DIR / "nara_renkei/portal/demo/divisions.csv").open(encoding="utf-8") as file:
        duties = [row["duties"] for row in csv.DictReader(file)]
    today, department = timezone.localdate(), Department.objects.order_by("pk")[0]
    for n in range(HUNDRED - Division.objects.valid_on(today).count()):
        Division.objects.create(
            code=f"S{n:03}", name=f"計測{n}課", department=department, duties=duties[n % len(duties)]
        )
    proposals = list(Proposal.objects.submitted().newest_first()[:times])
    started = time.perf_counter()
    suggest_divisions(proposals[0], today)
    made = time.perf_counter() - started
    walls = []
    for proposal in proposals:
        started = time.perf_counter()
        suggest_divisions(proposal, today)
        walls.append((time.perf_counter() - started) * 1000)
    return {
        "median_ms": round(statistics.median(walls), 1),
        "p95_ms": round(sorted(walls)[int(len(walls) * 0.95) - 1], 1),
        "first_s": round(made, 2),
        "divisions": Division.objects.valid_on(today).count(),
        "answers": min(RoutingAnswer.objects.filter(confirmed_at__isnull=False).count(), LEARNT_FROM),
    }


def peak() -> int:
    """Return the largest memory of this process in MB. getrusage would count the process that started it."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) // 1024


if __name__ == "__main__":
    verb, given = sys.argv[1], json.loads(sys.argv[2])
    answer = {"prepare": prepare, "crowd": crowd, "queries": queries, "paper": paper, "suggest": suggest}[verb](given)
    print(json.dumps(answer, ensure_ascii=False))

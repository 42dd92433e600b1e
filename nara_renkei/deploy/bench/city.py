"""What the bench does inside Django: fill the city, sign people in, count queries, make papers. Prints JSON."""

# ruff: noqa: E402 - Django must be set up before the apps are imported

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nara_renkei.settings.dev")

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nara_renkei.accounts.enums import MemberRole, PostKind
from nara_renkei.accounts.models import Member, Post, User
from nara_renkei.directory.models import Organization
from nara_renkei.portal.demo.bulk import analyse, fill
from nara_renkei.reports import rendering
from nara_renkei.reports.papers import monthly
from proposals.models import Proposal
from screening.models import Routing

PARALLEL = 8
LONG_AGO = date(2020, 4, 1)


def prepare(count: int) -> dict[str, Any]:
    """Fill the city and return cookies and addresses. The people of earlier runs are used again."""
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0, stdout=sys.stderr)
    call_command("collectstatic", interactive=False, verbosity=0)
    started = time.monotonic()
    missing = count - Proposal.objects.count()
    if missing > 0:
        fill(missing, today=timezone.localdate())
        analyse()
    routing = Routing.objects.order_by("-sent_at").select_related("screening__proposal", "division")[0]
    return {
        "seconds": round(time.monotonic() - started, 1),
        "rows": Proposal.objects.count(),
        "desk": cookie(staff("bench-desk", PostKind.DESK)),
        "division": cookie(staff("bench-division", PostKind.MANAGER, division=routing.division)),
        "companies": [cookie(company(n)) for n in range(PARALLEL)],
        "number": routing.screening.proposal.number,
        "own": Proposal.objects.filter(organization=Member.objects.get(user__email="bench-0@company.example").organization).exclude(number=None).newest_first()[0].number,
    }  # fmt: skip


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


def cookie(user: User) -> str:
    """Return the key of a new session of this person."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return str(store.session_key)


def queries(pages: list[list[str]]) -> dict[str, int]:
    """Return how many queries each page costs: address → count. Pages are [cookie, address]."""
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


def papers() -> list[dict[str, Any]]:
    """Return the CPU of papers of about 4, 10 and 50 pages beside WeasyPrint's own share of it."""
    rendering.warm_up()
    today = timezone.localdate()
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    base = monthly.paper_of(month, at=timezone.now())
    line = base.figures.proposals[0]
    results = []
    for rows in (0, 110, 700):
        lines = [replace(line, number=f"R8-J-{n:04}") for n in range(rows)]
        tables = [lines[i : i + monthly.ROWS_A_TABLE] for i in range(0, rows, monthly.ROWS_A_TABLE)]
        context = {"paper": replace(base, tables=tables)}
        pdf, ours = cpu(lambda context=context: rendering.render_pdf("reports/monthly.html", context))
        _, floor = cpu(lambda context=context: floor_of(context))
        results.append(
            {
                "pages": pdf.pages,
                "kB": len(pdf.content) // 1000,
                "cpu_s": round(ours, 2),
                "floor_s": round(floor, 2),
                "ratio": round(ours / floor, 2),
                "rss_mb": rss(),
            }
        )
    return results


def floor_of(context: dict[str, Any]) -> bytes:
    from django.template.loader import render_to_string
    from weasyprint import HTML

    html = render_to_string("reports/monthly.html", context)
    started = time.process_time()
    made = HTML(string=html, base_url="asset:", url_fetcher=rendering.asset_fetcher()).write_pdf(pdf_variant="pdf/ua-1")
    floor_of.seconds = time.process_time() - started  # type: ignore[attr-defined]
    return bytes(made or b"")


def cpu(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return the result and the best CPU seconds of two runs."""
    seconds, result = [], None
    for _ in range(2):
        started = time.process_time()
        result = work()
        seconds.append(
            getattr(floor_of, "seconds", 0.0) if isinstance(result, bytes) else time.process_time() - started
        )
    return result, min(seconds)


def rss() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    verb, given = sys.argv[1], json.loads(sys.argv[2]) if len(sys.argv) > 2 else None
    answer = {"prepare": prepare, "queries": queries}[verb](given) if given is not None else papers()
    print(json.dumps(answer, ensure_ascii=False))

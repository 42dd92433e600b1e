"""python -m nara_renkei.deploy.bench.knowledge [--documents N]: the one box over a library of so many pages.

Sentences made of words of a city's work are spread over the kinds. Measured are the time that the database needs for
a rare and a frequent word of two characters (its own EXPLAIN ANALYZE), the page as a browser gets it, and the same
words by LIKE '%…%'; and of 50 words of 2 to 6 characters whether both find the same.
"""

# ruff: noqa: S311 - sentences and words to measure with, no secret

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parent.parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "nara_renkei" / "deploy")]
RARE, FREQUENT = "鵺鵼", "市民"
SHARES: Final = {"cases": 0.4, "faqs": 0.3, "menus": 0.15, "challenges": 0.13, "methods": 0.01, "templates": 0.01}
TEMPLATES: Final = (
    "{}と{}で、{}を{}する。",
    "{}の{}について、{}と{}を確かめました。",
    "{}のとき、{}は{}に{}を頼みます。",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench knowledge", description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--run-dir", type=Path, default=ROOT / ".run" / "bench-knowledge")
    given = parser.parse_args()
    if "BENCH_KNOWLEDGE" in os.environ:
        print(json.dumps(measure(given.documents), ensure_ascii=False, indent=1))
        return 0
    from services import services

    from nara_renkei.deploy.bench.__main__ import database

    given.run_dir.mkdir(parents=True, exist_ok=True)
    with (
        services(given.run_dir / "servers") as places,
        database(places["DATABASE_URL"], "nara_bench_knowledge") as url,
    ):
        env = {
            **os.environ, **places, "DATABASE_URL": url, "BENCH_KNOWLEDGE": "1", "DATABASE_ROLE": "owner",
            "DJANGO_SETTINGS_MODULE": "nara_renkei.settings.dev", "RUN_DIR": str(given.run_dir / "portal"),
        }  # fmt: skip
        command = [sys.executable, "-m", "nara_renkei.deploy.bench.knowledge", "--documents", str(given.documents)]
        return subprocess.run(command, cwd=ROOT, env=env).returncode


def measure(documents: int) -> dict[str, Any]:
    """Fill the library, then ask it. Milliseconds."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0, stdout=sys.stderr)
    call_command("collectstatic", interactive=False, verbosity=0)
    started = time.monotonic()
    vocabulary = fill(documents)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    result: dict[str, Any] = {"documents": documents, "fill_s": round(time.monotonic() - started)}
    for name, word in (("rare", RARE), ("frequent", FREQUENT)):
        result[name] = {**in_the_database(word), **by_like(word), **as_a_page(word)}
    result["recall"] = recall(vocabulary)
    result["load"] = os.getloadavg()
    return result


def fill(documents: int) -> list[str]:
    """Write the pages, thousands at a time, as the use cases would word their columns; return the words used."""
    from django.utils import timezone

    from knowledge.rules.fields import FIELDS
    from nara_renkei.directory.models import Department, Division, Organization, OrganizationKind

    chance = random.Random(20260405)
    words = sorted({said.lstrip("~") for one in FIELDS for said in one.duties + one.said})
    department = Department.objects.create(code="B01", name="計測部", valid_from="2020-04-01")
    division = Division.objects.create(code="B001", name="計測課", department=department, valid_from="2020-04-01")
    body = Organization.objects.create(
        name="計測商店【例示】", kind=OrganizationKind.COMPANY, created_at=timezone.now()
    )
    makers = makers_of(division, body)
    for kind, share in SHARES.items():
        count = int(documents * share)
        for first in range(0, count, 2_000):
            makers[kind]([(n, *wording(chance, words, n)) for n in range(first, min(first + 2_000, count))])
    return words


def wording(chance: random.Random, words: list[str], n: int) -> tuple[str, str]:
    """Return a title and some sentences; one page in 10,000 holds the rare word, every third the frequent one."""
    title = "の".join(chance.sample(words, 2))[:60]
    text = "".join(chance.choice(TEMPLATES).format(*chance.choices(words, k=4)) for _ in range(8))
    return title, text + (f"{RARE}を見た。" if n % 10_000 == 17 else "") + (
        f"{FREQUENT}に伝える。" if n % 3 == 0 else ""
    )


def makers_of(division: Any, body: Any) -> dict[str, Callable[[list[tuple[int, str, str]]], None]]:
    """Return what writes the pages of each kind."""
    from django.utils import timezone

    from knowledge.enums import CaseOrigin, CaseState, FaqState, MenuState, SupportTopic
    from knowledge.models import CaseStudy, CaseVersion, Faq, Menu, Method, Template
    from proposals.enums import ChallengeState, Cost, Procedure
    from proposals.models import Challenge
    from proposals.usecases.index_challenge import index_challenge

    now = timezone.now()
    kept = {"owner": division, "review_by": (now + timedelta(days=365)).date()}
    who = {"updated_at": now, "updated_by": "計測"}

    def since(n: int) -> Any:
        return now - timedelta(minutes=n)

    def cases(rows: list[tuple[int, str, str]]) -> None:
        made = []
        for n, title, text in rows:
            row = CaseStudy(code=f"b-{n}", origin=CaseOrigin.FORM, implementer="計測市", field="防災", year=2026,
                            state=CaseState.INTERNAL, opened_at=since(n), drafted_at=now, drafted_by="計測", updated_at=now, **kept)  # fmt: skip
            row.index(title, text)
            made.append(row)
        CaseStudy.objects.bulk_create(made)
        CaseVersion.objects.bulk_create(
            CaseVersion(case=row, number=1, title=title, summary="計測", work=text, why="計測", written_by="計測", written_at=now)
            for row, (_, title, text) in zip(made, rows, strict=True)
        )  # fmt: skip

    def faqs(rows: list[tuple[int, str, str]]) -> None:
        store(Faq, lambda n, title, text: Faq(code=f"b-{n}", topic=SupportTopic.METHOD, question=title, answer=text,
              state=FaqState.OPEN, opened_at=since(n), **kept, **who), rows)  # fmt: skip

    def menus(rows: list[tuple[int, str, str]]) -> None:
        store(Menu, lambda n, title, text: Menu(code=f"b-{n}", organization=body, title=title[:40], field="健康", offer=text[:400],
              cost=Cost.NONE, state=MenuState.OPEN, opened_at=since(n), review_by=kept["review_by"], offered_at=now,
              offered_by="計測", **who), rows)  # fmt: skip

    def methods(rows: list[tuple[int, str, str]]) -> None:
        store(Method, lambda n, title, text: Method(code=f"b-{n}", position=n, name=title, summary="計測", decided_by="計測",
              days="計測", fits=text, fits_not="計測", steps="計測", cautions="計測", **kept, **who), rows)  # fmt: skip

    def templates(rows: list[tuple[int, str, str]]) -> None:
        store(
            Template,
            lambda n, title, text: Template(code=f"b-{n}", position=n, name=title, purpose=text[:200], **kept),
            rows,
        )

    def challenges(rows: list[tuple[int, str, str]]) -> None:
        made = []
        for n, title, text in rows:
            row = Challenge(code=f"b-{n}", field="防災", title=title, background=text, figures="1", future="計測", wanted="計測",
                            offered="計測", procedure=Procedure.COOPERATION, lead=division, state=ChallengeState.PUBLISHED,
                            published_on=since(n).date(), opens_on=since(n).date())  # fmt: skip
            index_challenge(row)
            made.append(row)
        Challenge.objects.bulk_create(made)

    return {
        "cases": cases,
        "faqs": faqs,
        "menus": menus,
        "challenges": challenges,
        "methods": methods,
        "templates": templates,
    }


def store(model: Any, make: Callable[[int, str, str], Any], rows: list[tuple[int, str, str]]) -> None:
    made = []
    for n, title, text in rows:
        row = make(n, title, text)
        row.index(title, text)
        made.append(row)
    model.objects.bulk_create(made)


# --- asking


def asking(word: str) -> list[str]:
    """Return the statements of one search that ask the words: the counts of the kinds, and the order."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from knowledge.queries.search import search
    from knowledge.rules.asking import asked

    with CaptureQueriesContext(connection) as captured:
        search(asked(word), timezone.localdate(), public=False)
    return [query["sql"] for query in captured if "@@" in query["sql"]]


def in_the_database(word: str) -> dict[str, Any]:
    """Return how long the database works on the statements of one search, by its own clock, the fastest of five."""
    statements = asking(word)
    times = [min(explained(sql) for _ in range(5)) for sql in statements]
    return {"order_ms": round(times[-1], 2), "counts_ms": round(sum(times[:-1]), 2), "sum_ms": round(sum(times), 2)}


def explained(sql: str) -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql.replace('%', '%%')}", [])
        plan = cursor.fetchone()[0][0]
    return float(plan["Execution Time"])


def tables() -> Iterator[tuple[Any, str]]:
    """Yield what staff read of each kind, with its name."""
    from django.utils import timezone

    from knowledge.queries.sources import FOR_STAFF

    for source in FOR_STAFF:
        yield source.rows(timezone.localdate()), str(source.kind)


def by_like(word: str) -> dict[str, Any]:
    """Return how long the database looks for a word by LIKE in what staff read, all kinds, the faster of two."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        for rows, _ in tables():
            list(rows.order_by().filter(search__contains=word).values_list("pk", flat=True))
    return {"like_ms": round(sum(min(explained(query["sql"]) for _ in range(2)) for query in captured), 1)}


def as_a_page(word: str, times: int = 15) -> dict[str, Any]:
    """Return how long the page takes in one process, from the request to the last byte."""
    from django.test import Client

    from nara_renkei.accounts.enums import PostKind
    from nara_renkei.deploy.bench.city import staff

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(staff("bench-desk", PostKind.DESK))
    walls, spent = [], 0.0
    for n in range(times + 3):
        began, cpu = time.perf_counter(), time.process_time()
        answer = client.get("/ka/sagasu/", {"q": word})
        if answer.status_code != 200:
            raise SystemExit(f"/ka/sagasu/ が {answer.status_code} を返しました。")
        if n >= 3:
            walls.append((time.perf_counter() - began) * 1000)
            spent += time.process_time() - cpu
    return {
        "page_cpu_ms": round(spent * 1000 / times, 1),
        "page_ms": round(statistics.median(walls), 1),
        "page_p95_ms": round(sorted(walls)[-1], 1),
    }


def recall(words: list[str], count: int = 50) -> dict[str, int]:
    """Return of how many pieces of 2 to 6 characters the index and LIKE find the same rows, and how many rows."""
    from nara_renkei.core.text import normalise

    chance = random.Random(7)
    pieces = []
    while len(pieces) < count:
        joined, size = normalise("と".join(chance.sample(words, 3))).replace(" ", ""), chance.randint(2, 6)
        at = chance.randrange(max(1, len(joined) - size))
        pieces.append(joined[at : at + size])
    same = found = 0
    for piece in pieces:
        pairs = [
            (set(rows.saying(piece).values_list("pk", flat=True)), set(rows.filter(search__contains=piece).values_list("pk", flat=True)))
            for rows, _ in tables()
        ]  # fmt: skip
        same += all(ours == theirs for ours, theirs in pairs)
        found += sum(len(ours) for ours, _ in pairs)
    return {"words": count, "same": same, "rows": found}


if __name__ == "__main__":
    raise SystemExit(main())

"""No list may read all proposals. The pages are asked for real, and every SELECT they made is explained.

Few rows, so a sequential scan is only chosen where no index could serve at all (enable_seqscan = off);
the full suite asks the planner itself at 100,000 rows.
"""

import re
from contextlib import AbstractContextManager, nullcontext
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nara_renkei.accounts.models import Member
from nara_renkei.core import wall
from nara_renkei.directory.models import Division
from nara_renkei.portal.demo.bulk import fill
from proposals.enums import Stage, Status
from proposals.models import CoProposer, Proposal
from proposals.queries import first_met, realised_proposals
from screening.models import Screening
from screening.queries import Tab
from screening.rules.next_steps import Need
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory
from tests.harness import NOON, StrictClient

TODAY = date(2026, 11, 20)
QUEUE = "/admin/screening/deskproposal/"
DESK = [
    QUEUE,
    f"{QUEUE}?need=all&p=2",
    f"{QUEUE}?need=any&nendo=2026",
    f"{QUEUE}?need=LATE&q=見守",
    *(f"{QUEUE}?need={need}" for need in Need.__members__),
    f"{QUEUE}?need=all",
    f"{QUEUE}?need=all&status=DECLINED",
    f"{QUEUE}?need=all&kind__exact=CHALLENGE",
    f"{QUEUE}?need=all&nendo=2026",
    f"{QUEUE}?need=all&q=見守",
    f"{QUEUE}?need=all&q=空き家の活用",
    f"{QUEUE}?need=all&o=1",
    f"{QUEUE}?need=all&o=2",
    f"{QUEUE}?need=all&o=-3",
    f"{QUEUE}?kigen=soon",
    f"{QUEUE}kyo/",
    f"{QUEUE}denwa/?q=見守",
    "/admin/screening/contact/",
    "/admin/screening/contact/?q=見守",
    "/hokoku/",
]
WORK = ["/ka/", *(f"/ka/?tab={tab.value}" for tab in Tab), "/ka/?tab=owari&page=3"]
COMPANY = ["/teian/"]
PUBLIC = ["/"]
# what grows with every proposal
LARGE = re.compile(
    r"Seq Scan on (proposals_(proposal|submission|promise|message|coproposer|meeting)|screening_(contact|screening|routing|routinganswer|decision|inquiry))\b"
)


def scans(client: StrictClient, address: str, *, forced: bool) -> list[str]:
    """Return the SELECTs of a page that read the proposals, or what hangs on them, from the first row to the last."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    found = []
    for sql in (query["sql"] for query in captured):
        if not (sql.startswith(("SELECT", "(SELECT")) and re.search(r'"(proposals|screening)_', sql)):
            continue
        with behind_the_wall(client), transaction.atomic(), connection.cursor() as cursor:
            if forced:
                cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF) {sql.replace('%', '%%')}", [])
            # of the wall's ways to a row only those are walked that the reader needs
            plan = "\n".join(row[0] for row in cursor.fetchall() if "never executed" not in row[0])
        if LARGE.search(plan):
            found.append(f"{address}\n{sql[:400]}\n{plan}")
    return found


def behind_the_wall(client: StrictClient) -> AbstractContextManager[None]:
    """Explain what staff asked with the policies that stood before it (ADR 0031)."""
    user = client.user
    if user is None or not user.is_employee:
        return nullcontext()
    return wall.raised_for_staff(user=user.pk, day=timezone.localdate())


def people() -> list[tuple[StrictClient, list[str]]]:
    newest = Proposal.objects.submitted().newest_first()[0]
    organization = newest.organization
    firm = CompanyUserFactory()
    MemberFactory(user=firm, organization=organization)
    assert Member.objects.filter(user=firm).exists()
    busiest = Division.objects.filter(pk=Proposal.objects.exclude(lead_division=None)[:1].values("lead_division"))[0]
    sending = Screening.objects.filter(proposal__status=Status.SUBMITTED).order_by("pk")[0].proposal.number
    acts = [f"{QUEUE}{sending}/okuru/", f"{QUEUE}{newest.number}/tegakari/"]
    return [
        (StrictClient.of(StaffFactory(desk=True)), [*DESK, *WORK, *acts]),
        (StrictClient.of(StaffFactory(manager=True, division=busiest)), [*WORK, "/ka/kanshin/"]),
        (StrictClient.of(StaffFactory(leader=True, department=busiest.department)), WORK),
        (StrictClient.of(firm), COMPANY),
        (StrictClient(), PUBLIC),
    ]


def behind(every: int) -> None:
    """Let the 団体 of one proposal stand behind others: one in so many has a co-proposer."""
    rows = Proposal.objects.submitted().order_by("pk").values_list("pk", "organization")
    CoProposer.objects.bulk_create(
        CoProposer(proposal_id=proposal, organization_id=organization, name="見本", accepted_at=NOON)
        for (proposal, own), (_, organization) in zip(rows[::every], rows[1::every], strict=False)
        if organization != own
    )
    newest = Proposal.objects.submitted().newest_first()
    for proposal in newest.exclude(organization=newest[0].organization)[:3]:
        CoProposer.objects.get_or_create(
            proposal=proposal, organization=newest[0].organization, defaults={"name": "見本", "accepted_at": NOON}
        )


def every_scan(*, forced: bool) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return [
        scan
        for client, addresses in people()
        for address in addresses
        for scan in scans(client, address, forced=forced)
    ]


@pytest.mark.django_db
def test_an_index_serves_every_list():
    fill(400, today=TODAY)
    behind(10)

    assert every_scan(forced=True) == []


@pytest.mark.django_db
def test_the_front_page_takes_the_newest_off_an_index_and_sorts_nothing():
    fill(400, today=TODAY)
    year = {"first": date(2025, 11, 20), "last": TODAY}

    with CaptureQueriesContext(connection) as captured, connection.cursor() as cursor:
        assert list(first_met(list(Stage), **year)[:10])
        realised_proposals(6)
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_seqscan = off")
        plans = []
        for sql in [query["sql"] for query in captured][:2]:
            cursor.execute(f"EXPLAIN {sql}", [])
            plans.append("\n".join(row[0] for row in cursor.fetchall()))

    assert [("Sort" in plan, "promise_newest_met" in plan, "proposal_realised" in plan) for plan in plans] == [
        (False, True, False),
        (False, False, True),
    ]


@pytest.mark.full
@pytest.mark.django_db
def test_the_planner_never_reads_all_of_a_hundred_thousand_proposals():
    fill(100_000, today=TODAY)
    behind(10)

    assert every_scan(forced=False) == []

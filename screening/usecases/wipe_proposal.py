"""One proposal is wiped: by an approved line, past its last day, when nothing holds it. All of it, or nothing.

The line is claimed and its attempt counted in a transaction of its own, so that a worker that dies leaves a trace and
another goes on; the wiping itself is one transaction. Bytes that a crash leaves behind have no row any more, and the
sweeper of core takes them.
"""

import logging
from datetime import datetime, timedelta
from typing import Final

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import F

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day, wareki
from nara_renkei.core.mentions import mentions
from nara_renkei.core.models import PaperJob, PrivateFile
from nara_renkei.core.private_files import delete
from nara_renkei.core.request_ids import working_on
from nara_renkei.core.search import vector_of
from nara_renkei.core.text import normalise
from nara_renkei.notifications.models import MailState
from proposals.models import Proposal
from proposals.rules.retention import WIPED
from screening.enums import DisposalState, LineState
from screening.models import DisposalLine, DisposalList
from screening.queries.retention import retention_of
from screening.queries.wiping import (
    SET_ON_PROPOSAL,
    WIPES,
    files_of,
    keys_of,
    letters_of,
    links_of,
    papers_of,
    papers_of_several,
)

from .forget_addressees import forget_addressees

logger = logging.getLogger(__name__)

MAX_ATTEMPTS: Final = 5
# longer than the hard limit of a task: a line still WORKING after it has lost its worker
LEASE: Final = timedelta(seconds=300)
FIRST_RETRY: Final = timedelta(seconds=30)
GAVE_UP: Final = "5回試みましたが、廃棄できませんでした。運用の担当者に知らせてください。"
REOPENED: Final = "終わった提案ではなくなりました。"
NOT_OVER: Final = "保存の終わりが{day}になりました。"
HELD: Final = "廃棄を止めています：{holds}"


class _Kept(Exception):
    """The proposal stays; str(exc) says why."""


def wipe_next(*, by: Actor, at: datetime) -> DisposalLine | None:
    """Wipe the next proposal of a running list and return its line; None when nothing waits."""
    line = _claim(by=by, at=at)
    if line is None:
        return None
    with working_on(line):
        return _wipe_or_keep(line, by=by, at=at)


def _wipe_or_keep(line: DisposalLine, *, by: Actor, at: datetime) -> DisposalLine:
    try:
        return _wipe(line.pk, by=by, at=at)
    except _Kept as exc:
        return _keep(line.pk, str(exc), by=by, at=at)
    except Exception:  # whatever it was, the line must say so, and the others go on
        logger.exception("wipe_failed", extra={"attempts": line.attempts})
        return _again(line.pk, by=by, at=at)


@transaction.atomic
def _claim(*, by: Actor, at: datetime) -> DisposalLine | None:
    """Take the next line for this worker. What has lost its worker five times is given up here."""
    due = DisposalLine.objects.to_wipe().filter(next_try_at__lte=at).order_by("next_try_at", "disposal", "position")
    while line := due.select_for_update(skip_locked=True, of=("self",)).first():
        if line.attempts >= MAX_ATTEMPTS:
            _settle(line, LineState.FAILED, GAVE_UP, by=by, at=at)
            continue
        if why := _hindrance(line, at):
            _settle(line, LineState.KEPT, why, by=by, at=at)
            continue
        line.state, line.attempts, line.next_try_at = LineState.WORKING, line.attempts + 1, at + LEASE
        line.save(update_fields=["state", "attempts", "next_try_at"])
        return line
    return None


def _hindrance(line: DisposalLine, at: datetime) -> str:
    """Return why the proposal stays, in a sentence; "" when it may go. The database asks the same (line_may_be_wiped)."""
    proposal = Proposal.objects.get(pk=line.proposal_id)
    found = retention_of(proposal)
    if found.row is None or found.ends_on is None:
        return REOPENED
    if found.holds:
        return HELD.format(holds="、".join(found.holds))[:300]
    return NOT_OVER.format(day=wareki(found.ends_on)) if found.ends_on >= local_day(at) else ""


@transaction.atomic
def _wipe(pk: int, *, by: Actor, at: datetime) -> DisposalLine:
    line = DisposalLine.objects.select_for_update(of=("self",)).select_related("disposal").get(pk=pk)
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=line.proposal_id)
    if why := _hindrance(line, at):  # asked again under the lock: a hold that came meanwhile counts
        raise _Kept(why)
    _set_door(str(line.pk))
    rows, files = _clear(proposal)
    rows += forget_addressees(proposal=proposal, by=by, at=at)
    _set_door("")
    line.state, line.wiped_at, line.next_try_at = LineState.WIPED, at, None
    line.wiped_rows, line.wiped_files = rows, files
    line.save(update_fields=["state", "wiped_at", "next_try_at", "wiped_rows", "wiped_files"])
    audit.record(
        "disposal.wipe", about=proposal.key, by=by, at=at, disposal=line.disposal.number, rows=rows, files=files
    )
    _finish(line.disposal_id, at)
    return line


def _set_door(key: str) -> None:
    """Let this transaction through the guards of what may never change otherwise: by the key of a line; "" shuts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.wiping', %s, true)", [key])


def _clear(proposal: Proposal) -> tuple[int, int]:
    """Wipe every table, paper, letter and link of the proposal; return how many rows and files."""
    papers = list(papers_of(proposal))
    names = [str(proposal.number), proposal.title]
    several = papers_of_several(proposal, [paper.pk for paper in papers])
    papers += [paper for paper in several if paper.file and mentions(paper.file, names)]
    keys = keys_of(proposal, papers)
    rows = _clear_letters(proposal, keys) + _clear_log(proposal)
    files = _clear_papers(papers)
    for wipe in WIPES:
        found, lost = wipe.rows(proposal), files_of(wipe, proposal)
        if wipe.goes:
            rows += found.count()
            found.delete()
        else:
            rows += found.update(**wipe.values())
        files += _delete(lost)
    found_by = normalise(str(proposal.number))
    Proposal.objects.filter(pk=proposal.pk).update(
        **SET_ON_PROPOSAL, search=found_by, search_vector=vector_of(found_by), version=F("version") + 1
    )
    return rows, files


def _clear_letters(proposal: Proposal, keys: list[str]) -> int:
    letters = letters_of(proposal, keys)
    letters.filter(state=MailState.QUEUED).update(state=MailState.CANCELLED, secret="")
    cleared = letters.update(to="", subject=WIPED, body=WIPED, last_error="")
    return cleared + links_of(keys).delete()[0]


def _clear_log(proposal: Proposal) -> int:
    """Django's own log of the admin repeats titles."""
    kinds = ContentType.objects.get_for_models(Proposal, *Proposal.__subclasses__(), for_concrete_models=False)
    entries = LogEntry.objects.filter(content_type__in=kinds.values(), object_id=str(proposal.pk))
    return entries.update(object_repr=str(proposal.number), change_message="")


def _clear_papers(papers: list[PaperJob]) -> int:
    """Delete papers: they were made from what is gone, and can be made anew from what stays."""
    files = [paper.file for paper in papers if paper.file]
    PaperJob.objects.filter(pk__in=[paper.pk for paper in papers]).delete()
    return _delete(files)


def _delete(files: list[PrivateFile]) -> int:
    for file in files:
        delete(file)
    return len(files)


@transaction.atomic
def _keep(pk: int, why: str, *, by: Actor, at: datetime) -> DisposalLine:
    line = DisposalLine.objects.select_for_update(of=("self",)).get(pk=pk)
    _settle(line, LineState.KEPT, why, by=by, at=at)
    return line


@transaction.atomic
def _again(pk: int, *, by: Actor, at: datetime) -> DisposalLine:
    line = DisposalLine.objects.select_for_update(of=("self",)).get(pk=pk)
    if line.attempts >= MAX_ATTEMPTS:
        _settle(line, LineState.FAILED, GAVE_UP, by=by, at=at)
    else:
        line.state, line.next_try_at = LineState.WAITING, at + FIRST_RETRY * 2 ** (line.attempts - 1)
        line.save(update_fields=["state", "next_try_at"])
    return line


def _settle(line: DisposalLine, state: LineState, why: str, *, by: Actor, at: datetime) -> None:
    """The proposal stays, and the line says why."""
    line.state, line.note, line.next_try_at = state, why, None
    line.save(update_fields=["state", "note", "next_try_at"])
    audit.record("disposal.keep", about=f"proposal:{line.number}", by=by, at=at, line=line.pk, state=str(state))
    _finish(line.disposal_id, at)


def _finish(disposal: int, at: datetime) -> None:
    """End the list with its last line."""
    if not DisposalLine.objects.to_wipe().filter(disposal=disposal).exists():
        DisposalList.objects.filter(pk=disposal, state=DisposalState.RUNNING).update(
            state=DisposalState.DONE, finished_at=at
        )

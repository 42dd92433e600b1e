"""One record is wiped: by an approved line, past its last day, when nothing holds it. All of it, or nothing.

The line is claimed and its attempt counted in a transaction of its own, so that a worker that dies leaves a trace and
another goes on; the wiping itself is one transaction. Bytes that a crash leaves behind have no row any more, and the
sweeper of core takes them.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import F, Model, QuerySet

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day, wareki
from nara_renkei.core.mentions import mentions
from nara_renkei.core.models import PaperJob, PrivateFile
from nara_renkei.core.private_files import delete
from nara_renkei.core.request_ids import working_on
from nara_renkei.core.search import vector_of
from nara_renkei.core.text import normalise
from nara_renkei.notifications.models import MailState, OutgoingMail
from proposals.models import Proposal
from proposals.rules.retention import WIPED
from screening.enums import LineState
from screening.models import DisposalLine
from screening.queries.records import kept_of
from screening.queries.retention import retention_of, retention_of_record
from screening.queries.wiping import (
    SET_ON_PROPOSAL,
    WIPES,
    Wipe,
    files_of,
    keys_of,
    letters_about,
    letters_of,
    links_of,
    papers_of,
    papers_of_several,
)

from .forget_addressees import forget_addressees
from .lock_disposal import finish_disposal

logger = logging.getLogger(__name__)

MAX_ATTEMPTS: Final = 5
# longer than the hard limit of a task: a line still WORKING after it has lost its worker
LEASE: Final = timedelta(seconds=300)
FIRST_RETRY: Final = timedelta(seconds=30)
GAVE_UP: Final = "5回試みましたが、廃棄できませんでした（{why}）。運用の担当者に知らせてください。"
WORKER_LOST: Final = "処理が途中で止まりました"
# the first that fits
REASONS: Final = (
    (OperationalError, "データベースが混んでいるか、応えませんでした"),
    (IntegrityError, "データベースの守りが、消すことを断りました"),
    (OSError, "ファイルの置き場が応えませんでした"),
    (Exception, "思いがけない誤りです"),
)
REOPENED: Final = "終わったものではなくなりました。"
NOT_OVER: Final = "保存の終わりが{day}になりました。"
HELD: Final = "廃棄を止めています：{holds}"


class _Kept(Exception):
    """The record stays; str(exc) says why."""


def wipe_next(*, by: Actor, at: datetime) -> DisposalLine | None:
    """Wipe the next record of a running list and return its line; None when nothing waits."""
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
    except Exception as exc:  # whatever it was, the line must say so, and the others go on
        logger.exception("wipe_failed", extra={"attempts": line.attempts})
        why = next(words for kind, words in REASONS if isinstance(exc, kind))
        return _again(line.pk, why, by=by, at=at)


@transaction.atomic
def _claim(*, by: Actor, at: datetime) -> DisposalLine | None:
    """Take the next line for this worker. What has lost its worker five times is given up here."""
    due = DisposalLine.objects.to_wipe().filter(next_try_at__lte=at).order_by("next_try_at", "disposal", "position")
    while line := due.select_for_update(skip_locked=True, of=("self",)).first():
        if line.attempts >= MAX_ATTEMPTS:
            _settle(line, LineState.FAILED, GAVE_UP.format(why=WORKER_LOST), by=by, at=at)
            continue
        if why := _hindrance(line, at):
            _settle(line, LineState.KEPT, why, by=by, at=at)
            continue
        line.state, line.attempts, line.next_try_at = LineState.WORKING, line.attempts + 1, at + LEASE
        line.save(update_fields=["state", "attempts", "next_try_at"])
        return line
    return None


def _hindrance(line: DisposalLine, at: datetime) -> str:
    """Return why the record stays, in a sentence; "" when it may go. The database asks much of the same (line_may_be_wiped)."""
    found = retention_of_record(line.record) if line.record else retention_of(Proposal.objects.get(disposal=line))
    if found.row is None or found.ends_on is None:
        return REOPENED
    if found.holds:
        return HELD.format(holds="、".join(found.holds))[:300]
    return NOT_OVER.format(day=wareki(found.ends_on)) if found.ends_on >= local_day(at) else ""


@transaction.atomic
def _wipe(pk: int, *, by: Actor, at: datetime) -> DisposalLine:
    line = DisposalLine.objects.select_for_update(of=("self",)).select_related("disposal").get(pk=pk)
    root = _locked(line)
    if why := _hindrance(line, at):  # asked again under the lock: a hold that came meanwhile counts
        raise _Kept(why)
    _set_door(str(line.pk))
    if isinstance(root, Proposal):
        rows, files = _clear(root)
        rows += forget_addressees(proposal=root, by=by, at=at)
    else:
        rows, files = _clear_record(line, root)
    _set_door("")
    line.state, line.wiped_at, line.next_try_at = LineState.WIPED, at, None
    line.wiped_rows, line.wiped_files = rows, files
    line.save(update_fields=["state", "wiped_at", "next_try_at", "wiped_rows", "wiped_files"])
    audit.record("disposal.wipe", about=line.key, by=by, at=at, disposal=line.disposal.number, rows=rows, files=files)
    finish_disposal(line.disposal_id, at)
    return line


def _locked(line: DisposalLine) -> Any:
    """Return what the line is about, locked."""
    if line.record:
        return kept_of(line.record).rows([line.record]).select_for_update(of=("self",)).get()
    return Proposal.objects.select_for_update(of=("self",)).get(disposal=line)


def _set_door(key: str) -> None:
    """Let this transaction through the guards of what may never change otherwise: by the key of a line; "" shuts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.wiping', %s, true)", [key])


def _clear(proposal: Proposal) -> tuple[int, int]:
    """Wipe every table, paper, letter and link of the proposal; return how many rows and files."""
    papers = list(papers_of(proposal))
    names = [str(proposal.number), proposal.title]
    papers += _naming(papers, names, proposal.created_at)
    keys = keys_of(proposal, papers)
    rows = _clear_letters(letters_of(proposal, keys), keys)
    rows += _clear_log([Proposal, *Proposal.__subclasses__()], [proposal.pk], str(proposal.number))
    cleared, files = _clear_tables(WIPES, proposal)
    rows, files = rows + cleared, files + _clear_papers(papers)
    found_by = normalise(str(proposal.number))
    Proposal.objects.filter(pk=proposal.pk).update(
        **SET_ON_PROPOSAL, search=found_by, search_vector=vector_of(found_by), version=F("version") + 1
    )
    return rows, files


def _clear_record(line: DisposalLine, root: Any) -> tuple[int, int]:
    """Wipe every table, paper, letter and link of another record; return how many rows and files."""
    kept = kept_of(line.record)
    papers = kept.papers_of(root)
    papers += _naming(papers, kept.quotes_of(root), root.created_at)
    keys = [root.key, *kept.keys(root), *(f"paper:{paper.uuid}" for paper in papers)]
    rows = _clear_letters(letters_about(keys), keys)
    rows += _clear_log([type(root)], [root.pk], line.number)
    for wipe in kept.wipes:
        rows += _clear_log([wipe.model], wipe.rows(root).order_by("pk").values_list("pk", flat=True), line.number)
    cleared, files = _clear_tables(kept.wipes, root)
    return rows + cleared, files + _clear_papers(papers)


def _naming(apart_from: list[PaperJob], words: list[str], since: datetime) -> list[PaperJob]:
    """Return the other papers in which one of these words stands."""
    several = papers_of_several(since, [paper.pk for paper in apart_from])
    return [paper for paper in several if paper.file and mentions(paper.file, words)]


def _clear_tables(wipes: Iterable[Wipe], root: Model) -> tuple[int, int]:
    rows = files = 0
    for wipe in wipes:
        found, lost = wipe.rows(root), files_of(wipe, root)
        if wipe.goes:
            rows += found.count()
            found.delete()
        else:
            rows += found.update(**wipe.values())
        files += _delete(lost)
    return rows, files


def _clear_letters(letters: QuerySet[OutgoingMail], keys: list[str]) -> int:
    letters.filter(state=MailState.QUEUED).update(state=MailState.CANCELLED, secret="")
    cleared = letters.update(to="", subject=WIPED, body=WIPED, last_error="")
    return cleared + links_of(keys).delete()[0]


def _clear_log(models: Iterable[type[Model]], keys: Iterable[Any], number: str) -> int:
    """Django's own log of the admin repeats titles."""
    kinds = ContentType.objects.get_for_models(*models, for_concrete_models=False).values()
    entries = LogEntry.objects.filter(content_type__in=kinds, object_id__in=[str(key) for key in keys])
    return entries.update(object_repr=number, change_message="")


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
def _again(pk: int, why: str, *, by: Actor, at: datetime) -> DisposalLine:
    line = DisposalLine.objects.select_for_update(of=("self",)).get(pk=pk)
    if line.attempts >= MAX_ATTEMPTS:
        _settle(line, LineState.FAILED, GAVE_UP.format(why=why), by=by, at=at)
    else:
        line.state, line.next_try_at = LineState.WAITING, at + FIRST_RETRY * 2 ** (line.attempts - 1)
        line.save(update_fields=["state", "next_try_at"])
    return line


def _settle(line: DisposalLine, state: LineState, why: str, *, by: Actor, at: datetime) -> None:
    """The record stays, and the line says why."""
    line.state, line.note, line.next_try_at = state, why, None
    line.save(update_fields=["state", "note", "next_try_at"])
    audit.record("disposal.keep", about=line.key, by=by, at=at, line=line.pk, state=str(state))
    finish_disposal(line.disposal_id, at)

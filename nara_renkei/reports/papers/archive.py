"""保存用の書き出し: the 一件記録 as PDF, the same as JSON, and the files, with a manifest of what is in the zip.

The schema of the JSON is docs/archive.md; ``SCHEMA`` counts up when it changes.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from nara_renkei.core.calendar import TOKYO
from nara_renkei.core.models import PrivateFile
from nara_renkei.core.private_files import open_file
from nara_renkei.core.sheets import Sheet
from nara_renkei.reports.rendering import CannotRender
from proposals.models import Proposal
from screening.queries.dossier import Dossier, dossier_of
from screening.queries.wiping import WIPES, files_of
from screening.rules.papers import ARCHIVE, read_dossier_about

from . import dossier

SCHEMA: Final = 1
ZIP_TYPE: Final = "application/zip"
CHUNK: Final = 64 * 1024  # bytes
MOST_BYTES: Final = 400 * 1024 * 1024  # of the files of one proposal
TOO_LARGE: Final = "添付が多すぎて、一つにまとめられません。運用の担当者に知らせてください。"


def build(about: str, *, at: datetime) -> Sheet:
    """Return the zip as who asked may read it now. Raises CannotRender as the 一件記録 does."""
    pdf = dossier.build(about, at=at)
    number, _ = read_dossier_about(about) or ("", 0)
    proposal = Proposal.objects.select_related("organization", "lead_division", "challenge").get(number=number)
    files = kept_files(proposal)
    if sum(one.size for one in files) > MOST_BYTES:
        raise CannotRender(TOO_LARGE)
    return Sheet(_zip(proposal, pdf.content, files, at), f"{number}-保存用.zip", ZIP_TYPE)


def kept_files(proposal: Proposal) -> list[PrivateFile]:
    """Return the files of the proposal that people gave: 添付, 相談の資料, 確認の資料. Not 役員名簿 (ADR 0033)."""
    found = {
        file.pk: file
        for wipe in WIPES
        if wipe.files and wipe.model._meta.label not in LEFT_OUT
        for file in files_of(wipe, proposal)
    }
    return [found[key] for key in sorted(found)]


# 役員の個人情報 goes on its own day and is read by two posts; pictures of a 事例 are of the 事例
LEFT_OUT: Final = frozenset({"proposals.RosterRequest", "knowledge.CasePicture"})


def record_of(proposal: Proposal, found: Dossier) -> dict[str, Any]:
    """Return the record as JSON takes it; the words of docs/archive.md."""
    return {
        "schema": SCHEMA,
        "number": proposal.number,
        "kind": proposal.kind,
        "status": proposal.status,
        "status_changed_at": _moment(proposal.status_changed_at),
        "submitted_at": _moment(proposal.submitted_at),
        "organization": {
            "name": proposal.proposer.name,
            "corporate_number": proposal.proposer.corporate_number,
        },
        "lead_division": str(proposal.lead_division or ""),
        "challenge": proposal.challenge.code if proposal.challenge else "",
        "is_wiped": found.is_wiped,
        "documents": [
            {
                "key": one.key,
                "kind": one.kind,
                "title": one.title,
                "at": _moment(one.at),
                "has_time": one.has_time,
                "by": one.by,
                "pieces": [asdict(piece) for piece in one.pieces],
            }
            for one in found.documents
        ],
        "events": [{"at": _moment(one.at), "who": one.who, "what": one.what} for one in found.events],
    }


def _zip(proposal: Proposal, pdf: bytes, files: list[PrivateFile], at: datetime) -> bytes:
    out = io.BytesIO()
    record = json.dumps(record_of(proposal, dossier_of(proposal)), ensure_ascii=False, indent=1).encode()
    manifest: list[dict[str, Any]] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (("record.pdf", pdf), ("record.json", record)):
            package.writestr(name, content)
            manifest.append({"path": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()})
        for number, file in enumerate(files, start=1):
            manifest.append(_add(package, f"files/{number:03}", file))
        about = {"schema": SCHEMA, "number": proposal.number, "made_at": _moment(at), "entries": manifest}
        package.writestr("manifest.json", json.dumps(about, ensure_ascii=False, indent=1))
    return out.getvalue()


def _add(package: zipfile.ZipFile, stem: str, file: PrivateFile) -> dict[str, Any]:
    """Add one file and say what it is; one that is not safe, or lost, is named without its bytes."""
    path = f"{stem}.{file.stored_name.rpartition('.')[2]}"
    told = {
        "path": path,
        "name": file.original_name,
        "content_type": file.content_type,
        "size": file.size,
        "sha256": file.sha256,
    }
    if not file.may_download:
        return {**told, "path": "", "left_out": file.get_state_display()}
    try:
        with open_file(file) as source, package.open(path, "w") as target:
            for chunk in _chunks(source):
                target.write(chunk)
    except FileNotFoundError:
        return {**told, "path": "", "left_out": "ファイルがありません"}
    return told


def _chunks(source: Any) -> Iterator[bytes]:
    return iter(lambda: source.read(CHUNK), b"")


def _moment(value: datetime | None) -> str:
    return value.astimezone(TOKYO).isoformat(timespec="seconds") if value else ""


BUILDERS = {ARCHIVE: build}

"""保存用の書き出し: what is in the zip, and that each part is what the manifest says."""

import hashlib
import io
import json
import zipfile

import pytest

from nara_renkei.core.models import AuditEvent
from nara_renkei.core.private_files import store_bytes
from nara_renkei.reports.papers import archive
from nara_renkei.reports.rendering import CannotRender
from proposals.models import Attachment
from screening.models import Screening
from screening.queries.dossier import dossier_of
from screening.rules.papers import dossier_about
from screening.usecases.order_archive import CannotArchive, order_archive, take_archive
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import PrivateFileFactory
from tests.factories.screening import ConflictDeclarationFactory
from tests.harness import NOON, THE_DESK
from tests.screening.record import whole_record

pytestmark = pytest.mark.django_db


def test_the_zip_holds_the_record_twice_and_the_files_with_their_digests():
    proposal, clerk = whole_record().proposal, StaffFactory(desk=True)
    ConflictDeclarationFactory(screening=screening_of(proposal), user=clerk)
    Attachment.objects.of_proposal().filter(proposal=proposal).delete()
    file = store_bytes(b"%PDF-1.7 plan", name="企画書.pdf", content_type="application/pdf", at=NOON)
    Attachment.objects.create(proposal=proposal, file=file)
    infected = PrivateFileFactory(original_name="危険.pdf", state="INFECTED")
    Attachment.objects.create(proposal=proposal, file=infected)
    roster = PrivateFileFactory(original_name="名簿.pdf")
    proposal.roster_request.file = roster
    proposal.roster_request.save()

    made = archive.build(dossier_about(proposal.number, clerk.pk), at=NOON)

    assert (made.name, made.content_type) == (f"{proposal.number}-保存用.zip", "application/zip")
    with zipfile.ZipFile(io.BytesIO(made.content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    manifest = json.loads(parts.pop("manifest.json"))
    told = {one["path"]: one for one in manifest["entries"] if one["path"]}
    assert (manifest["schema"], manifest["number"]) == (1, proposal.number)
    assert {path: hashlib.sha256(content).hexdigest() for path, content in parts.items()} == {
        path: one["sha256"] for path, one in told.items()
    }
    assert parts["record.pdf"].startswith(b"%PDF")
    record = json.loads(parts["record.json"])
    assert (record["schema"], record["status"], record["is_wiped"]) == (1, "ADOPTED", False)
    assert [one["key"] for one in record["documents"]] == [one.key for one in dossier_of(proposal).documents]
    names = {one["name"]: one for one in manifest["entries"] if "name" in one}
    assert parts[names["企画書.pdf"]["path"]] == b"%PDF-1.7 plan"
    assert (names["危険.pdf"]["path"], names["危険.pdf"]["left_out"]) == ("", "危険なファイル")
    assert "相談の資料.pdf" in names
    assert "名簿.pdf" not in names


def test_who_may_not_read_the_scores_gets_none_and_every_taking_is_noted():
    proposal, clerk = whole_record().proposal, StaffFactory(desk=True)
    with pytest.raises(CannotArchive, match="利害関係"):
        order_archive(proposal=proposal, user=clerk, by=THE_DESK, at=NOON)
    with pytest.raises(CannotRender, match="利害関係"):
        archive.build(dossier_about(proposal.number, clerk.pk), at=NOON)

    ConflictDeclarationFactory(screening=screening_of(proposal), user=clerk)

    paper = order_archive(proposal=proposal, user=clerk, by=THE_DESK, at=NOON)
    take_archive(proposal=proposal, paper=paper, user=clerk, by=THE_DESK, at=NOON)
    verbs = AuditEvent.objects.filter(about=proposal.key, verb__startswith="archive.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["archive.order", "archive.take"]


def screening_of(proposal):
    return Screening.objects.get(proposal=proposal)

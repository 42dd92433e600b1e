"""A Word file becomes the newest version of a 様式, when all that stands between {{ }} in it can be filled."""

from datetime import datetime
from io import BytesIO
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Max

from knowledge.models import Template, TemplateVersion
from knowledge.rules.templates import BYTES, SAMPLE, faults_of, fields_in
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.private_files import KINDS, UploadRefused, check_upload, store_upload
from nara_renkei.core.word import calls_outside, fill_word, is_plain, properties_of, texts_of

NOT_WORD: Final = (
    "様式はWord（.docx）で選んでください。古い形式（.doc）は、Wordで開いて「.docx」で保存し直してください。"
)
TOO_BIG: Final = "ファイルが大きすぎます。様式は1MBまでです。画像を減らして、選び直してください。"
OUTSIDE: Final = (
    "ほかの場所のファイルを読み込む設定があります。Wordで「リンクの編集」を開き、リンクを解除してください。"
)
HIDDEN: Final = "図や枠の設定など、文の外に差し込みの記号（{{ }} や {% %}）があります。文の中だけに書いてください。"
NO_WHY: Final = "変えた理由を書いてください。"
BROKEN: Final = "ファイルが壊れているため開けません。Wordで開き、保存し直してください。"


class CannotAdd(Exception):
    """str(exc) is fit for the screen; ``faults`` are its sentences."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("　".join(faults))
        self.faults = faults


@transaction.atomic
def add_template_version(
    *, template: Template, name: str, content: bytes, why: str, by: Actor, at: datetime
) -> TemplateVersion:
    """Return the new version. ``name``: of the file as it was chosen. Raises CannotAdd; then nothing is kept."""
    if not why.strip():
        raise CannotAdd([NO_WHY])
    fields, _ = try_template(name, content)
    template = Template.objects.select_for_update().get(pk=template.pk)
    newest = template.versions.aggregate(newest=Max("number"))["newest"] or 0
    upload = SimpleUploadedFile(f"{template.name}.docx", content, content_type=KINDS["docx"])
    version = TemplateVersion.objects.create(
        template=template,
        number=newest + 1,
        file=store_upload(upload, at=at),
        fields=fields,
        why=why,
        added_at=at,
        added_by=by.label,
    )
    audit.record("template.version", about=template.key, by=by, at=at, version=version.number)
    return version


def try_template(name: str, content: bytes) -> tuple[list[str], list[str]]:
    """Return the names of the places that are filled, and what the file says when filled with samples.

    Raises CannotAdd with every sentence that the person needs.
    """
    if not name.lower().endswith(".docx"):
        raise CannotAdd([NOT_WORD])
    if len(content) > BYTES:
        raise CannotAdd([TOO_BIG])
    try:
        check_upload(SimpleUploadedFile(name, content))
    except UploadRefused as exc:
        raise CannotAdd([str(exc)]) from exc
    try:
        texts, outside = texts_of(content), calls_outside(content)
        faults = faults_of([*texts, *properties_of(content)]) or ([] if is_plain(content) else [HIDDEN])
    except Exception as exc:  # a zip with the right names may hold anything
        raise CannotAdd([BROKEN]) from exc
    if outside:
        faults.append(OUTSIDE)
    if faults:
        raise CannotAdd(faults)
    filled = fill_word(BytesIO(content), SAMPLE, title="")
    return fields_in(texts), [text for text in texts_of(filled) if text.strip()]

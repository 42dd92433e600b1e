"""What a 様式 is called, what it is for, who keeps it: a new one with its first version, and changes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Max

from knowledge.models import Method, Template
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Division

from .add_template_version import add_template_version

EMPTY: Final = "名称と、何に使うかを書いてください。"
IS_PAST: Final = "見直しの期限は、今日か、それより後の日にしてください。"
IS_THERE: Final = "このコードの様式は、もうあります。ほかのコードにしてください。"
FIRST: Final = "初めの版です。"


class CannotKeep(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class TemplateWords:
    """What is said of a 様式."""

    name: str
    purpose: str
    methods: Sequence[Method]
    owner: Division
    review_by: date
    is_active: bool = True


@transaction.atomic
def add_template(
    *, code: str, words: TemplateWords, file_name: str, content: bytes, by: Actor, at: datetime
) -> Template:
    """Return the new 様式 with its first version. Raises CannotKeep, CannotAdd by the file; then nothing is kept."""
    if Template.objects.filter(code=code).exists():
        raise CannotKeep(IS_THERE)
    newest = Template.objects.aggregate(newest=Max("position"))["newest"] or 0
    template = Template(code=code, position=newest + 1)
    _set(template, words, at)
    audit.record("template.add", about=template.key, by=by, at=at)
    add_template_version(template=template, name=file_name, content=content, why=FIRST, by=by, at=at)
    return template


@transaction.atomic
def keep_template(*, template: Template, words: TemplateWords, by: Actor, at: datetime) -> Template:
    """Return the 様式 with its new words; the file stays. Raises CannotKeep."""
    template = Template.objects.select_for_update().get(pk=template.pk)
    _set(template, words, at)
    audit.record("template.keep", about=template.key, by=by, at=at)
    return template


def _set(template: Template, words: TemplateWords, at: datetime) -> None:
    if not (words.name.strip() and words.purpose.strip()):
        raise CannotKeep(EMPTY)
    is_moved = words.review_by != template.review_by
    if is_moved and words.review_by < local_day(at):
        raise CannotKeep(IS_PAST)
    if is_moved:
        template.review_told_on = None
    template.name, template.purpose, template.is_active = words.name, words.purpose, words.is_active
    template.owner, template.review_by = words.owner, words.review_by
    template.index(template.name, template.purpose)
    template.save()
    template.methods.set(words.methods)

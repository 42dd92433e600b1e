"""The desk changes a FAQ."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.enums import FaqState
from knowledge.models import Faq
from knowledge.queries.support import known_names
from knowledge.rules.nameless import names_in
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day

from .draft_faq import IS_PAST, CannotDraft, FaqWords, refuse_words

STALE: Final = "ほかの人が先に保存しました。下の「先に保存された内容」と読み比べてから、もう一度保存してください。"
NAMED: Final = "まだ{names}が残っています。消すか、〔　〕の形に直してください。"


class CannotRevise(Exception):
    """str(exc) is fit for the screen."""


class StaleFaq(CannotRevise):
    """Somebody saved between reading and saving."""


@transaction.atomic
def revise_faq(*, faq: Faq, version: int, words: FaqWords, by: Actor, at: datetime) -> Faq:
    """Return the FAQ with its new words; what staff read stays without names. ``version``: that was read.

    Raises StaleFaq, CannotRevise.
    """
    faq = locked_faq(faq)
    if faq.version != version:
        raise StaleFaq(STALE)
    try:
        refuse_words(words)
    except CannotDraft as exc:
        raise CannotRevise(str(exc)) from exc
    if words.review_by != faq.review_by and words.review_by < local_day(at):
        raise CannotRevise(IS_PAST)
    faq.topic, faq.question, faq.answer = words.topic, words.question, words.answer
    if words.review_by != faq.review_by:
        faq.review_told_on = None
    faq.owner, faq.review_by = words.owner, words.review_by
    if faq.state == FaqState.OPEN and (sentence := named_sentence(faq)):
        raise CannotRevise(sentence)
    faq.updated_at, faq.updated_by, faq.version = at, by.label, faq.version + 1
    faq.index(faq.question, faq.answer)
    faq.save()
    audit.record("faq.revise", about=faq.key, by=by, at=at)
    return faq


def locked_faq(faq: Faq) -> Faq:
    """Return the FAQ locked for whoever is about to change it."""
    return Faq.objects.select_for_update(of=("self",)).select_related("source").get(pk=faq.pk)


def named_sentence(faq: Faq) -> str:
    """Return what to do about the names that still stand in it, "" without any."""
    found = names_in(f"{faq.question}\n{faq.answer}", known_names(faq.source))
    return NAMED.format(names="".join(f"「{name}」" for name in found)) if found else ""

"""The desk's table of registrations leaves the portal, wishes and care with it: the audit says who took it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dialogue.models import Participant, Registration, RegistrationQuerySet, Wish
from dialogue.queries.registrations import with_everything
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.sheets import Sheet, csv_sheet, xlsx_sheet

HEAD = (
    "回",
    "側",
    "団体・課",
    "状態",
    "申し込んだ日時",
    "申し込んだ人",
    "連絡先のメール",
    "参加する人",
    "事業種目",
    "紹介・困りごと",
    "資料集",
    "会いたい相手",
    "配慮の要ること",
    "決まった卓",
    "取り消した理由",
)


@transaction.atomic
def export_registrations(*, registrations: RegistrationQuerySet, as_xlsx: bool, by: Actor, at: datetime) -> Sheet:
    """Return one row for each registration, in the order of the list. The caller has authorised it."""
    rows = [_row(one) for one in with_everything(registrations)]
    audit.record("registration.export", about="registrations", by=by, at=at, count=len(rows))
    build = xlsx_sheet if as_xlsx else csv_sheet
    return build("ダイアログの申込み", HEAD, rows)


def _row(one: Registration) -> list[str]:
    return [
        one.event.name,
        one.get_side_display(),
        one.name,
        one.get_state_display(),
        f"{timezone.localtime(one.entered_at):%Y-%m-%d %H:%M}",
        one.entered_by,
        one.email,
        "\n".join(_person(person) for person in one.participants.all()),
        one.get_business_line_display(),
        one.offer or one.trouble,
        "載せてよい" if one.is_in_booklet else "",
        "\n".join(_wish(wish) for wish in one.wishes.all()),
        one.care,
        str(one.fixed_table or ""),
        one.cancel_reason,
    ]


def _person(person: Participant) -> str:
    return "　".join(filter(None, [person.name, person.kana, person.title, person.email]))


def _wish(wish: Wish) -> str:
    return f"{wish}　{wish.reason}".rstrip("　")

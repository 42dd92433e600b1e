"""What the acts on an agreement share: its row held, one more term, 次に決める期限."""

from datetime import date, datetime
from typing import cast

from nara_renkei.directory.enums import RenewalKind
from nara_renkei.directory.models import Agreement, AgreementRenewal
from nara_renkei.directory.rules.agreements import act_by


class CannotAct(Exception):
    """str(exc) is fit for the screen."""


def held(agreement: Agreement) -> Agreement:
    """Return the agreement with its row locked. Raises ``CannotAct`` for one that is not signed, or was ended."""
    locked = Agreement.objects.select_for_update(of=("self",)).select_related("organization").get(pk=agreement.pk)
    if locked.signed_on is None:
        raise CannotAct("まだ締結していない協定です。締結日を入れてから行ってください。")
    if locked.ended_on is not None:
        raise CannotAct("もう解約を記録した協定です。")
    return locked


def settle_agreement(*, agreement: Agreement, on: date) -> Agreement:
    """Save an agreement with 次に決める期限 as of a day: a projection that only this function writes."""
    agreement.act_by = act_by(agreement.term, on)
    agreement.save()
    return agreement


def add_renewal(
    agreement: Agreement, kind: RenewalKind, ends_on: date, *, at: datetime, recorded_by: str = "", note: str = ""
) -> None:
    """Append the row and move the end; the caller saves the agreement."""
    AgreementRenewal.objects.create(
        agreement=agreement,
        kind=kind,
        previous_end=cast("date", agreement.ends_on),  # the callers have looked
        ends_on=ends_on,
        note=note,
        recorded_at=at,
        recorded_by=recorded_by,
    )
    agreement.ends_on = ends_on
    agreement.renewals_count += 1

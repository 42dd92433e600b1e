"""The buttons of an agreement: each a small page that says first what it will change and who will read it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.forms import Form

from nara_renkei.core.calendar import wareki_with_year
from nara_renkei.core.private_files import UploadRefused
from nara_renkei.directory.enums import PaperOf, Side
from nara_renkei.directory.forms import ActivityForm, DeclineForm, EndForm, ExtendForm, PaperForm, RenewForm
from nara_renkei.directory.models import Agreement
from nara_renkei.directory.queries import divisions_on
from nara_renkei.directory.rules.agreements import deadline_of, is_in_force, next_end
from nara_renkei.directory.usecases.decline_renewal import decline_renewal
from nara_renkei.directory.usecases.end_agreement import end_agreement
from nara_renkei.directory.usecases.extend_agreement import extend_agreement
from nara_renkei.directory.usecases.keep_agreement_paper import keep_agreement_paper
from nara_renkei.directory.usecases.record_activity import record_activity
from nara_renkei.directory.usecases.renew_agreement import renew_agreement
from nara_renkei.directory.usecases.settle_agreement import CannotAct

REFUSED: Final = (CannotAct, UploadRefused)
NO_MAIL: Final = "メールはだれにも送りません。"


@dataclass(frozen=True, slots=True)
class Act:
    """One button."""

    verb: str  # stands in the URL
    label: str
    told: Callable[[Agreement], str]  # what changes, and who will read it
    done: str
    is_offered: Callable[[Agreement, date], bool]
    form: Callable[..., Form]  # data, files, today
    call: Callable[..., Any]
    is_danger: bool = False


def _running(agreement: Agreement, today: date) -> bool:
    return agreement.ended_on is None and is_in_force(agreement.term, today)


def _renewing(agreement: Agreement, today: date) -> bool:
    return _running(agreement, today) and agreement.term.renews


def _renewal_told(agreement: Agreement) -> str:
    if agreement.ends_on is None or agreement.renews_years is None:
        return NO_MAIL
    after = wareki_with_year(next_end(agreement.ends_on, agreement.renews_years))
    return (
        f"いまの期間は{wareki_with_year(agreement.ends_on)}まで。押すと、終わりが{after}になり、次の申出期限が数え直されます。"
        f"団体の画面の期間も変わります。{NO_MAIL}"
    )


def _decline_told(agreement: Agreement) -> str:
    deadline = deadline_of(agreement.term)
    if deadline is None or agreement.ends_on is None:
        return NO_MAIL
    return (
        f"申出期限は{wareki_with_year(deadline)}。申出がこの日までなら、{wareki_with_year(agreement.ends_on)}で満了します。"
        f"申出の後に記録された自動更新は、取り消します。団体の画面の期間も変わります。{NO_MAIL}"
    )


def _extend_told(agreement: Agreement) -> str:
    end = wareki_with_year(agreement.ends_on) if agreement.ends_on else "定めなし"
    return (
        f"いまの終わりは{end}。新しい終わりは団体の画面にも出ます。前に記録した「更新しない申出」は消えます。{NO_MAIL}"
    )


ACTS: Final = (
    Act(
        "koshin",
        "このまま更新する",
        _renewal_told,
        "更新を記録しました。",
        _renewing,
        lambda data, files, today: RenewForm(data),
        lambda row, found, made: renew_agreement(agreement=row, note=found["note"], **made),
    ),
    Act(
        "moshide",
        "更新しない申出を記録",
        _decline_told,
        "申出を記録しました。",
        lambda row, today: row.ended_on is None and row.signed_on is not None and row.term.renews,
        lambda data, files, today: DeclineForm(data, initial={"declined_on": today}),
        lambda row, found, made: decline_renewal(
            agreement=row, declined_on=found["declined_on"], side=Side(found["side"]), **made
        ),
    ),
    Act(
        "encho",
        "延長を記録",
        _extend_told,
        "延長を記録しました。",
        lambda row, today: row.ended_on is None and row.signed_on is not None and row.ends_on is not None,
        lambda data, files, today: ExtendForm(data),
        lambda row, found, made: extend_agreement(agreement=row, **found, **made),
    ),
    Act(
        "torikumi",
        "取組を記録",
        lambda row: f"団体の画面に出ます。「公開」に印を付けると、公開のページにも出ます。{NO_MAIL}",
        "取組を記録しました。",
        lambda row, today: row.signed_on is not None,
        lambda data, files, today: ActivityForm(data, divisions=divisions_on(today), initial={"held_on": today}),
        lambda row, found, made: record_activity(agreement=row, **found, **made),
    ),
    Act(
        "bunsho",
        "文書を入れる",
        lambda row: f"市だけが読みます。同じ種類の文書は、次の版になります。{NO_MAIL}",
        "文書を入れました。",
        lambda row, today: True,
        lambda data, files, today: PaperForm(data, files),
        lambda row, found, made: keep_agreement_paper(
            agreement=row, kind=PaperOf(found["kind"]), upload=found["upload"], **made
        ),
    ),
    Act(
        "kaiyaku",
        "解約を記録",
        lambda row: f"解約の日と理由は、団体の画面に出ます。解約の日を過ぎると、公開のページから外れます。{NO_MAIL}",
        "解約を記録しました。",
        _running,
        lambda data, files, today: EndForm(data),
        lambda row, found, made: end_agreement(agreement=row, ended_on=found["ended_on"], why=found["why"], **made),
        is_danger=True,
    ),
)

"""課: route, ask for an opinion, receive the answer, tell of a delay."""

from datetime import date
from typing import Any

from django.forms import Form

from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.calendar import wareki_with_year
from nara_renkei.core.models import CitySettings
from nara_renkei.directory.models import Division
from proposals.enums import LetterKind, Stage, Status
from proposals.queries import due_if_promised, season_of
from screening.enums import Answer, RoutingState
from screening.forms.desk import RerouteForm
from screening.forms.division import EmptyForm
from screening.forms.interest import SupportForm
from screening.forms.letters import DelayForm, LetterForm, RouteForm
from screening.queries import Suggestion, suggest_divisions
from screening.queries.consultees import consultees_of
from screening.rendering import LetterText
from screening.usecases.add_support import add_support
from screening.usecases.ask_standing import route_and_ask
from screening.usecases.note_answer import CannotNote, note_answer
from screening.usecases.reroute_proposal import reroute_proposal
from screening.usecases.route_proposal import CannotRoute
from screening.usecases.tell_delay import tell_delay

from .case import COMPANY_WHEN_TICKED, NOBODY, Act, Case, draft_of, in_hand, is_open, new_words
from .rulings import awaits_ruling

REFUSED = (
    CannotNote,
    CannotRoute,
)


def first_answer_due(case: Case, lead: Division | None = None) -> tuple[date | None, str]:
    """Return the day on which the first answer would be due if it were routed today, and the season's reason."""
    season = season_of(CitySettings.load())
    due = due_if_promised(Stage.FIRST_ANSWER, case.proposal, case.today, division=lead.pk if lead else None)
    return due, season.reason if season.holds_on(case.today) else ""


def routed_letter(case: Case, lead: Division | None = None) -> LetterText:
    due, reason = first_answer_due(case, lead)
    return draft_of(case, LetterKind.ROUTED, due_on=due, season_reason=reason)


def route_form(case: Case, data: Any) -> Form:
    consultees = consultees_of(case.folder_row)
    return RouteForm(data, day=case.today, draft=routed_letter(case), consultees=consultees, interested=case.interested)


def redraft_route(case: Case, form: RouteForm, data: Any) -> Any:
    return new_words(data, routed_letter(case, form.cleaned_data["lead"]))


def do_route(case: Case, form: RouteForm) -> object:
    """Send; the letter must not name another day than the 課 has."""
    lead, letter = form.cleaned_data["lead"], form.letter()
    usual, own = first_answer_due(case)[0], first_answer_due(case, lead)[0]
    if letter and usual and own and usual != own and wareki_with_year(usual) in letter.body:
        raise CannotRoute(
            f"{lead}の最初のお返事の期日は{wareki_with_year(own)}です。「文面を作り直す」を押して、文面の期日を合わせてください。"
        )
    return route_and_ask(
        screening=case.folder_row,
        lead=lead,
        others=form.supporting(),
        note=form.cleaned_data["note"],
        letter=letter,
        consultees=form.consultees(),
        **case.by,
    )


def note_answer_form(case: Case, data: Any) -> Form:
    routing = case.unnoted
    if routing is None or not routing.is_lead:
        return EmptyForm(data)
    answer = routing.answer  # type: ignore[attr-defined]  # the other side of a one-to-one
    draft = draft_of(
        case, LetterKind.FIRST_ANSWER, division=str(routing.division), comment=answer.comment, dates=answer.dates
    )
    return LetterForm(data, draft=draft)


def do_note_answer(case: Case, form: Any) -> object:
    routing = case.unnoted
    if routing is None:
        raise CannotNote("受け取る回答がありません。画面を開き直してください。")
    letter = form.letter() if isinstance(form, LetterForm) else None
    return note_answer(routing=routing, letter=letter, **case.by)


def delay_form(case: Case, data: Any) -> Form:
    late = next((due for due in case.folder.dues if due.days_left is not None and due.days_left < 0), None)
    facts = {"told_on": late.told_on or late.due_on, "stage": late.stage} if late else {}
    return DelayForm(data, draft=draft_of(case, LetterKind.DELAY, **facts))


def suggestions(case: Case) -> list[Suggestion]:
    """Return the 課 that are near, without those that have it or have said 担当ではない; first what others named."""
    hints: dict[int, str] = {}
    without: set[int] = set()
    for routing in case.folder.routings:
        answer = getattr(routing, "answer", None)
        if answer and answer.confirmed_at and answer.choice == Answer.NOT_OURS:
            without.add(routing.division_id)
            if answer.suggested_id:
                hints[answer.suggested_id] = f"{routing.division}の行き先の案"
        elif routing.is_lead and routing.state != RoutingState.ENDED:
            without.add(routing.division_id)
    if case.proposal.challenge:
        hints.setdefault(case.proposal.challenge.lead_id, "課題の担当課")
    return suggest_divisions(case.proposal, case.today, hints=hints, without=without)


DIVISIONS = (
    Act(
        "okuru",
        "課へ送付する",
        "route",
        Permission.ROUTE,
        lambda case: (
            case.screening is not None
            and case.proposal.status in {Status.SUBMITTED, Status.IN_REVIEW}
            and not case.folder.routings
        ),
        route_form,
        do_route,
        "課へ送付しました。課のメールに知らせました。",
        "選んだ課と、意見を聞く課のメールに【要対応】の知らせが届きます。提案者の画面は「担当課で検討中」になります。課の名前は、課が引き受けるまで見えません。"
        + COMPANY_WHEN_TICKED,
        names_members=True,
        suggest=suggestions,
        leads_on=True,
        redraft=redraft_route,
    ),
    Act(
        "okurinaosu",
        "別の課へ送り直す",
        "route",
        Permission.ROUTE,
        lambda case: in_hand(case) and bool(case.folder.routings) and not awaits_ruling(case),
        lambda case, data: RerouteForm(data, day=case.today),
        lambda case, form: reroute_proposal(screening=case.folder_row, **form.cleaned_data, **case.by),
        "送り直しました。新しい課のメールに知らせました。",
        "新しい課のメールに【要対応】の知らせが届きます。いまの主担当課は、この提案を見られなくなります。" + NOBODY,
        is_danger=True,
        suggest=suggestions,
        sends_at_once=True,
    ),
    Act(
        "kyoryoku",
        "協力課を加える",
        "route",
        Permission.ROUTE,
        lambda case: in_hand(case) and bool(case.folder.routings),
        lambda case, data: SupportForm(data, day=case.today, interested=case.interested),
        lambda case, form: add_support(screening=case.folder_row, **form.cleaned_data, **case.by),
        "協力課に送付しました。課のメールに知らせました。",
        "選んだ課のメールに【要対応】の知らせが届き、提案の全体が見えるようになります。" + NOBODY,
    ),
    Act(
        "uketoru",
        "課の回答を受け取る",
        "tell",
        Permission.TELL,
        lambda case: case.unnoted is not None,
        note_answer_form,
        do_note_answer,
        "回答を受け取りました。",
        COMPANY_WHEN_TICKED,
        names_members=True,
    ),
    Act(
        "okure",
        "遅れを知らせる",
        "tell",
        Permission.TELL,
        lambda case: is_open(case) and any(due.days_left is not None and due.days_left < 0 for due in case.folder.dues),
        delay_form,
        lambda case, form: tell_delay(
            screening=case.folder_row,
            letter=form.letter(),
            day=form.cleaned_data["day"],
            why=form.cleaned_data["why"],
            **case.by,
        ),
        "遅れと見通しを知らせました。",
        "提案者の画面に通知文と新しい期日が出て、次の宛先へ案内のメールが送られます。",
        names_members=True,
    ),
)

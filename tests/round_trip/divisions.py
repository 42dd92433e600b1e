"""Journeys of a 課: its work on a proposal, and what it writes for others to read."""

import io
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from knowledge.forms import cases as case_forms
from knowledge.forms import faces as face_forms
from knowledge.forms import methods as method_forms
from knowledge.forms import support as support_forms
from knowledge.models import CaseStudy, Method, SupportRequest
from knowledge.queries.faces import draw_up
from knowledge.queries.navigator import question_seen, questions, rules_of, rules_seen
from knowledge.queries.support import answer_days
from knowledge.usecases.ask_partner import ask_partner
from knowledge.usecases.hand_in_case import hand_in_case
from knowledge.usecases.open_case import open_case
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.directory.models import Agreement, Division
from nara_renkei.portal import forms as handover_forms
from nara_renkei.reports.forms import SelfCheckForm
from nara_renkei.reports.models import SelfCheck
from nara_renkei.reports.papers.handover import build as build_handover
from nara_renkei.reports.queries.self_checks import self_check_sheet
from proposals.forms import (
    asking,
)
from proposals.models import Challenge, ChallengeQuestion, Proposal, Trouble
from proposals.rules.challenge_sheet import STEPS
from screening.enums import Answer
from screening.forms import contact as contact_forms
from screening.forms import dialogue as dialogue_forms
from screening.forms import division as division_forms
from screening.forms import interest as interest_forms
from screening.forms import judging as judging_forms
from screening.forms import outcome as outcome_forms
from screening.forms import ruling as ruling_forms
from screening.forms import undertaking as undertaking_forms
from screening.models import CriteriaSet, Handover, Routing, Ruling
from screening.usecases.ask_for_ruling import ask_for_ruling
from screening.usecases.confirm_answer import confirm_answer
from screening.usecases.draft_answer import draft_answer
from screening.usecases.open_screening import open_screening
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import CaseFactory, MethodFactory, NavigatorAnswerFactory
from tests.factories.proposals import ChallengeFactory, MessageFactory, ProposalFactory
from tests.factories.screening import RoutingFactory
from tests.harness import NOON, THE_DESK, THE_DIVISION, TODAY
from tests.round_trip.typist import QUEUE, Door, Words, page, texts
from tests.screening.bench import declares, named
from tests.screening.city import Office, accepted, office, routed


def a_challenge(words: Words, door: Door) -> None:
    """A sheet of a 課, as it reads it, as the public does, and as the desk does; a question; the end."""
    division = DivisionFactory()
    officer, clerk, public = door(StaffFactory(officer=True, division=division)), door(StaffFactory(desk=True)), door()
    challenge = ChallengeFactory(lead=division, draft=True)
    mine = f"/ka/kadai/{challenge.code}/"

    def sheet_rest() -> dict[str, Any]:
        version = Challenge.objects.values_list("version", flat=True).get(pk=challenge.pk)
        return {"procedure": "COOPERATION", "action": "next", "version": version}

    for step in STEPS:
        if texts(asking.SheetForm(step=step)):
            officer.send(f"{mine}kaku/{step.slug}/", asking.SheetForm(step=step), rest=sheet_rest)
    words.read("the sheet of the 課", page(officer, mine), asking.SheetForm)
    Challenge.objects.filter(pk=challenge.pk).update(state="PUBLISHED", published_on=TODAY, opens_on=TODAY)
    words.read("the public page", page(public, f"/kadai/{challenge.code}/"), asking.SheetForm)
    in_admin = reverse("admin:proposals_challenge_change", args=[challenge.pk])
    words.read("the admin", page(clerk, in_admin), asking.SheetForm)
    door(CompanyUserFactory(member=True)).send(f"/kadai/{challenge.code}/shitsumon/", asking.QuestionForm(), then=302)
    question = ChallengeQuestion.objects.get()
    in_admin = reverse("admin:proposals_challengequestion_change", args=[question.pk])
    words.read("the admin", page(clerk, in_admin), asking.QuestionForm)
    ChallengeQuestion.objects.update(answer="はい。", published_on=TODAY)
    words.read("the public page", page(public, f"/kadai/{challenge.code}/"), asking.QuestionForm)
    officer.send(f"{mine}torisage/", asking.ReasonForm())
    words.read("the sheet of the 課", page(officer, mine), asking.ReasonForm)


def a_trouble(words: Words, door: Door) -> None:
    division = DivisionFactory()
    officer = door(StaffFactory(officer=True, division=division))
    form = asking.TroubleForm(divisions=Division.objects.none())
    officer.send("/ka/komarigoto/", form, rest=lambda: {"division": division.pk}, then=200)
    words.read("the list of the 課", page(officer, "/ka/kadai/"), asking.TroubleForm)
    in_admin = reverse("admin:proposals_trouble_change", args=[Trouble.objects.get().pk])
    words.read("the admin", page(door(StaffFactory(desk=True)), in_admin), asking.TroubleForm)


def work_of_a_division(words: Words, door: Door) -> None:
    """The answer, a note, an opinion of another 課, the minutes and the outcome."""
    screening_row, hall, _ = routed()
    helper, number, code = office(), screening_row.proposal.number, hall.division.code
    officer, url = door(hall.officer), f"/ka/{screening_row.proposal.number}/"
    answer = division_forms.AnswerForm(prefix=f"answer-{code}", day=TODAY)
    officer.send(f"{url}kaito/{code}/", answer, rest=lambda: {f"answer-{code}-choice": "CONSIDER"})
    officer.send(f"{url}memo/", division_forms.NoteForm(prefix="note"))
    MessageFactory(proposal=screening_row.proposal)
    officer.send(f"{url}henji-irai/", division_forms.ReplyRequestForm(prefix="reply"))
    door(hall.manager).post(f"{url}kaito/{code}/kakunin/")
    inquiry = division_forms.InquiryForm(prefix="inquiry", day=TODAY)
    officer.send(
        f"{url}shokai/", inquiry, rest=lambda: {"inquiry-division": helper.division.pk, "inquiry-due_on": "2026-10-20"}
    )
    door(helper.officer).send(
        f"{url}iken/{helper.division.code}/",
        division_forms.OpinionForm(prefix="opinion"),
        rest=lambda: {"opinion-verdict": "YES"},
    )
    rows = range(1, dialogue_forms.STEPS + 1)
    owners = {f"minutes-owner{n}": "desk" for n in rows} | {f"minutes-due{n}": "2026-10-05" for n in rows}
    record = dialogue_forms.MinutesForm(prefix="minutes", divisions=[])
    officer.send(f"{url}taiwa/", record, rest=lambda: {"minutes-held_on": "2026-10-05", **owners})
    one_more = dialogue_forms.NextStepForm(prefix="step", divisions=[])
    officer.send(f"{url}taiwa/ippo/", one_more, rest=lambda: {"step-owner1": "desk", "step-due1": "2026-10-05"})
    of_the_talk = (dialogue_forms.MinutesForm, dialogue_forms.NextStepForm)
    words.read("the page of the 対話", page(officer, f"{url}taiwa/"), *of_the_talk)
    outcome = {"outcome-disposition": "ADOPT_IF", "outcome-implementer": "PROPOSER", "outcome-budget_needed": "on"}
    officer.send(f"{url}kekka/", outcome_forms.OutcomeForm(prefix="outcome"), rest=lambda: outcome)
    met = {"kind": "VISIT", "met_at": "2026-10-05T10:00"}
    officer.send(f"{url}osetsu/", contact_forms.ContactForm(), rest=lambda: met)
    words.read("the contacts", page(officer, f"{url}osetsu/"), contact_forms.ContactForm)
    everything = (
        division_forms.AnswerForm,
        division_forms.NoteForm,
        division_forms.ReplyRequestForm,
        division_forms.InquiryForm,
        division_forms.OpinionForm,
        dialogue_forms.MinutesForm,
        outcome_forms.OutcomeForm,
    )
    steps = [f"{name}{n}" for name in ("what", "person") for n in rows]
    words.read("the 課's page", page(officer, url), *everything, but=steps)
    words.read("the desk's page", page(door(StaffFactory(desk=True)), f"{QUEUE}{number}/"), *everything, but=steps)


def work_after_the_outcome(words: Words, door: Door) -> None:
    screening_row, hall, _ = accepted()
    Proposal.objects.filter(pk=screening_row.proposal_id).update(status="ADOPTED")
    officer, url = door(hall.officer), f"/ka/{screening_row.proposal.number}/jisshi/"
    officer.send(f"{url}fushime/", undertaking_forms.MilestoneForm(), rest=lambda: {"due_on": "2026-10-20"})
    record = undertaking_forms.UndertakingForm(agreements=Agreement.objects.none())
    officer.send(f"{url}kiroku/", record, rest=lambda: {"benefit_yen": "1"})
    words.read("the work", page(officer, url), undertaking_forms.MilestoneForm, undertaking_forms.UndertakingForm)


def a_handover(words: Words, door: Door) -> None:
    """What who leaves writes to the next, read by the 課長 and on paper."""
    hall = office()
    post = hall.officer.posts.get()
    url = f"/ka/hikitsugi/{post.pk}/"
    form = handover_forms.WordsForm(handover=Handover(post=post))
    door(hall.officer).send(f"{url}bun/", form, rest=lambda: {"version": 1})

    words.read("the 引継書", page(door(hall.manager), url), handover_forms.WordsForm)
    words.read_on_paper(build_handover(str(post.pk), at=NOON).content, handover_forms.WordsForm)


def a_self_check(words: Words, door: Door) -> None:
    """What a 課 says beside the levels, read by the 課 and the desk."""
    hall, year = office(), FiscalYear.of(TODAY)
    url, form = f"/ka/jikotenken/{hall.division.pk}/", SelfCheckForm(sheet=self_check_sheet(hall.division, year))
    levels = {name: 3 for name in form.fields if name.startswith("s")}

    def rest() -> dict[str, object]:
        return {"year": year.year, "version": sum(SelfCheck.objects.values_list("version", flat=True)), **levels}

    door(hall.officer).send(url, form, rest=rest)
    words.read("the form of the 課", page(door(hall.manager), url), SelfCheckForm)
    words.read("the desk's page", page(door(StaffFactory(desk=True)), url), SelfCheckForm)


def an_opening(words: Words, door: Door) -> None:
    """What a 課 opens a 企業カルテ for, as it is asked again and as the desk reads it."""
    _, hall, routing = routed()
    company = routing.screening.proposal.organization
    url, chosen = f"/ka/dantai/{company.uuid}/", {"reason": "OTHER"}
    door(hall.officer).send(f"{url}hiraku/", handover_forms.OpeningForm(), rest=lambda: chosen)
    words.read("the カルテ of the desk", page(door(StaffFactory(desk=True)), url), handover_forms.OpeningForm)


def a_ruling(words: Words, door: Door) -> None:
    """What a leader asks a 課長, tells the desk, and rules; the desk reads all of it."""
    screening_row, hall, routing = routed()
    refuse(routing, hall)
    department = hall.division.department
    leader, clerk = door(StaffFactory(leader=True, department=department)), door(StaffFactory(desk=True))
    ask_for_ruling(screening=screening_row, department=department, words="", due_on=TODAY, by=THE_DESK, at=NOON)
    number = screening_row.proposal.number
    url, chosen = f"/ka/{number}/saitei/", hall.division.pk
    question = ruling_forms.ManagerQuestionForm(ruling=Ruling.objects.get(), refused=[], day=TODAY, prefix="manager")
    leader.send(url, question, rest=lambda: {"action": "manager", "manager-division": chosen})
    leader.send(url, ruling_forms.DeskTalkForm(prefix="desk"), rest=lambda: {"action": "desk"})
    asked = (ruling_forms.ManagerQuestionForm, ruling_forms.DeskTalkForm)
    words.read("the desk's page", page(clerk, f"{QUEUE}{number}/"), *asked)
    words.read("the leader's page", page(leader, url), *asked)
    form = ruling_forms.RulingForm(ruling=Ruling.objects.get(), day=TODAY, prefix="rule")
    rest = {"action": "rule", "rule-verdict": "division", "rule-division": chosen}
    leader.send(url, form, rest=lambda: rest)
    words.read("the desk's page", page(clerk, f"{QUEUE}{number}/"), ruling_forms.RulingForm)
    words.read("the 課's page", page(door(hall.officer), f"/ka/{number}/"), ruling_forms.RulingForm)
    words.read("the leader's page", page(leader, url), ruling_forms.RulingForm)


def a_hand(words: Words, door: Door) -> None:
    """A 課 raises its hand; the desk reads why."""
    proposal = ProposalFactory(submitted=True, share_summary=True)
    screening_row = open_screening(proposal=proposal, by=THE_DESK, at=NOON)
    hall, number = office(), screening_row.proposal.number
    form = interest_forms.HandForm(divisions=[hall.division])
    rest = {"action": "raise", "division": hall.division.code}
    door(hall.officer).send(f"/ka/kanshin/{number}/", form, rest=lambda: rest)
    clerk = door(StaffFactory(desk=True))
    words.read("the desk's page", page(clerk, f"{QUEUE}{number}/"), interest_forms.HandForm)
    words.read("the page of sending", page(clerk, f"{QUEUE}{number}/okuru/"), interest_forms.HandForm)


def refuse(routing: Routing, hall: Office) -> None:
    draft_answer(
        routing=routing,
        choice=Answer.NOT_OURS,
        comment="違います。",
        suggested=DivisionFactory(),
        by=hall.actor,
        at=NOON,
    )
    confirm_answer(routing=routing, user=hall.manager, by=hall.actor, at=NOON)


def judging_of_a_division(words: Words, door: Door) -> None:
    """Three lines, scores and a conflict, read by the 課 and by the desk."""
    screening_row, hall, _ = routed()
    url = f"/ka/{screening_row.proposal.number}/saiten/"
    named(screening_row, hall, hall.deputy)
    officer, deputy, clerk = door(hall.officer), door(hall.deputy), StaffFactory(desk=True)
    for user in (hall.officer, hall.deputy, clerk):
        declares(screening_row, user)
    officer.send(f"{url}shoken/", judging_forms.FindingForm(prefix="finding"))
    criteria = list(CriteriaSet.objects.get().criteria.order_by("position"))
    score_form = judging_forms.ScoreForm(prefix="scores", criteria=criteria)
    points = {f"scores-score_{one.code}": "3" for one in criteria}
    deputy.send(f"{url}tensu/", score_form, rest=lambda: points)
    door(hall.manager).send(
        f"{url}shinkoku/", judging_forms.ConflictForm(prefix="conflict"), rest=lambda: {"conflict-answer": "yes"}
    )
    both = (judging_forms.FindingForm, judging_forms.ScoreForm)
    words.read("the page of the 課", page(officer, url), *both)
    words.read("the page of the desk", page(door(clerk), url), *both, judging_forms.ConflictForm)


def a_method(words: Words, door: Door) -> None:
    """The desk writes a 連携手法, a question of the 手法ナビ and what its answers say; every 課 reads them."""
    answer = NavigatorAnswerFactory()
    method, question = MethodFactory(), answer.question
    clerk, officer = door(StaffFactory(desk=True)), door(StaffFactory(officer=True))
    admin = f"/admin/knowledge/method/{method.pk}"
    form = method_forms.MethodForm(method=method, chapters=[])
    clerk.send(f"{admin}/naosu/", form, rest=lambda: {"version": Method.objects.get().version})
    words.read("the admin's form", page(clerk, f"{admin}/naosu/"), method_forms.MethodForm)
    words.read("the admin", page(clerk, f"{admin}/change/"), method_forms.MethodForm)
    markdown = ("fits", "fits_not", "steps", "cautions")
    words.read("the page", page(officer, f"/ka/shuho/{method.code}/"), method_forms.MethodForm, but=markdown)

    rules = method_forms.RulesForm(method=method, questions=questions(), kept=rules_of(method))
    said = {f"points_{answer.pk}": 2}
    clerk.send(f"{admin}/kisoku/", rules, rest=lambda: {"seen": rules_seen(method), **said})
    words.read("the admin's table", page(clerk, f"{admin}/kisoku/"), method_forms.RulesForm)

    in_admin = f"/admin/knowledge/navigatorquestion/{question.pk}"
    form = method_forms.QuestionForm(question=question)
    clerk.send(f"{in_admin}/naosu/", form, rest=lambda: {"seen": question_seen(type(question).objects.get())})
    words.read("the admin", page(clerk, f"{in_admin}/change/"), method_forms.QuestionForm)
    result = page(officer, f"/ka/shuho/navi/?{question.code}={answer.code}")
    words.read("the 手法ナビ", result, method_forms.RulesForm, method_forms.QuestionForm)


def a_support(words: Words, door: Door) -> None:
    """What a 課 asks the desk and writes after, read by a colleague and in the admin."""
    office = DivisionFactory()
    user = StaffFactory(officer=True, division=office)
    officer, colleague = door(user), door(StaffFactory(officer=True, division=office))
    today = timezone.localdate()
    form = support_forms.SupportForm(user=user, divisions=[office], days=answer_days(today))
    del form.fields["number"]  # a number, given one shape: test_support.py
    officer.send("/ka/sodan/suru/", form, rest=lambda: {"topic": "CONTRACT"})
    asked = SupportRequest.objects.get()
    url = f"/ka/sodan/{asked.uuid}/"
    officer.send(url, support_forms.SupportWordForm(may_ask_again=False))
    in_admin = reverse("admin:knowledge_supportrequest_change", args=[asked.pk])
    for place, text in (
        ("the page", page(colleague, url)),
        ("the admin", page(door(StaffFactory(desk=True)), in_admin)),
    ):
        words.read(place, text, support_forms.SupportForm, support_forms.SupportWordForm)


def a_public_case(words: Words, door: Door) -> None:
    """A 課 adds a picture to a 事例, and its partner reads it and wants something changed."""
    member, officer = MemberFactory(), StaffFactory(officer=True)
    case = CaseFactory(opened=True, organization=member.organization, owner=officer.posts.get().division)
    url = f"/ka/jirei/{case.code}/gazo/"
    photo = io.BytesIO()
    Image.new("RGB", (8, 8)).save(photo, "JPEG")
    rest = {"licence": "CC_BY", "is_public": "on"}

    def upload() -> dict[str, Any]:
        return {**rest, "upload": SimpleUploadedFile("写真.jpg", photo.getvalue())}

    client = door(officer)
    client.send(url, face_forms.PictureForm(), rest=upload)
    words.read("the page of the 課", page(client, url), face_forms.PictureForm)
    face = ask_partner(case=case, sha256=draw_up(case).sha256, tells=False, by=THE_DESK, at=NOON)
    company, own = door(member.user), f"/teian/jirei/{case.code}/"
    words.read("what the partner is asked", page(company, own), face_forms.PictureForm, but=["alt"])
    company.send(f"{own}naosu/", face_forms.RefusalForm(), rest=lambda: {"sha256": face.sha256})
    words.read("the partner's page", page(company, own), face_forms.RefusalForm)


def a_case(words: Words, door: Door) -> None:
    """What a 課 answers when the work is done, and writes on: read by itself, by every 課, and in the record of changes."""
    lead = StaffFactory(officer=True)
    division = lead.posts.get().division
    proposal = ProposalFactory(submitted=True, status="UNDERWAY", lead_division=division)
    RoutingFactory(screening__proposal=proposal, division=division)
    officer, other = door(lead), door(StaffFactory(officer=True))
    officer.send(f"/ka/{proposal.number}/jisshi/owari/", undertaking_forms.ClosingForm())
    case = CaseStudy.objects.get()
    own = f"/ka/jirei/{case.code}/"
    words.read("the page of its 課", page(officer, own), undertaking_forms.ClosingForm)
    form = case_forms.CaseForm(case=case, today=TODAY)
    officer.send(f"{own}naosu/", form, rest=lambda: {"version": 1, "benefit_yen": "1"})
    words.read("the form again", page(officer, f"{own}naosu/"), case_forms.CaseForm)
    hand_in_case(case=case, by=THE_DIVISION, at=NOON)
    open_case(case=case, version=3, review_by=date(2099, 4, 1), by=THE_DESK, at=NOON)
    opened = case_forms.CaseForm(case=CaseStudy.objects.get(), today=TODAY)
    officer.send(f"{own}naosu/", opened, rest=lambda: {"version": 4, "benefit_yen": "2"})
    words.read("the page of all staff", page(other, own), case_forms.CaseForm, but=("why",))
    in_record = [name for name in opened.fields if name != "why"]
    words.read("the record of changes", page(other, f"{own}kaitei/"), case_forms.CaseForm, but=in_record)

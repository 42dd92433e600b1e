"""起案セット: 起案文案, 説明資料, 合議先, the letter, 想定問答, in one Word file that the 課 goes on with."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from nara_renkei.core.calendar import local_day, wareki
from nara_renkei.core.word import Word, render_word
from nara_renkei.reports.rendering import CannotRender
from screening.enums import Disposition
from screening.models import Decision
from screening.queries import DraftingSet, budget_ways, drafting_set, is_costed
from screening.rendering import outcome_draft
from screening.rules.budget import budget_sentence
from screening.rules.papers import DRAFTING, read_drafting_about
from screening.rules.questions import Facts, questions

GONE = "もとの結果の案が見つかりません。提案の画面を開き直してください。"
# what the sheet of one page shows of a proposal, and how much of each
SHOWN = {"summary": 200, "beneficiary": 200, "asks": 80, "cost": 40, "schedule": 120}
SHORT = 240  # characters of the city's own reason on that sheet


def build(about: str, *, at: datetime) -> Word:
    """Return the papers of "R8-J-0001/12". Raises CannotRender for what there is not."""
    named = read_drafting_about(about)
    facts = drafting_set(*named) if named else None
    if facts is None:
        raise CannotRender(GONE)
    number = facts.proposal.number or ""
    return render_word("reports/drafting_set.docx", context_of(facts, at=at), title=f"起案セット {number}")


def context_of(facts: DraftingSet, *, at: datetime) -> dict[str, Any]:
    """Return the words that the template shows; it does no arithmetic and no query."""
    proposal, decision = facts.proposal, facts.decision
    letter = outcome_draft(decision, proposal=proposal, division=facts.lead, on=local_day(at))
    reasons = [str(one) for one in decision.reasons.all()]
    budget = budget_words(facts, local_day(at))
    return {
        "number": proposal.number,
        "title": proposal.title,
        "version": facts.version.version,
        "organization": proposal.proposer.name,
        "submitted_on": wareki(local_day(facts.version.submitted_at)),
        "kind": proposal.get_kind_display() + (f"「{proposal.challenge}」" if proposal.challenge else ""),
        "division": facts.lead or "総合政策課（公民連携デスク）",
        "disposition": decision.get_disposition_display(),
        "implementer": decision.get_implementer_display(),
        "reason": decision.reason,
        "short_reason": short(decision.reason, SHORT),
        "decline_reasons": "／".join(reasons),
        "what_would_change": decision.what_would_change,
        "referred_to": decision.referred_to,
        "conditions": [{"text": one.text, "due": wareki(one.due_on) if one.due_on else ""} for one in facts.conditions],
        "condition_names": short("／".join(one.text for one in facts.conditions), SHORT) or "なし",
        "budget": budget,
        "contract": contract_words(decision),
        "steps": [{"day": wareki(step.day), "what": step.what} for step in facts.steps],
        "opinions": [{"division": one.division, "role": one.role, "words": one.words} for one in facts.opinions],
        "words": words_of(facts),
        "way": way_of(facts),
        "concurrence": [{"division": one.division, "why": one.why} for one in facts.concurrence],
        "concurrence_names": "、".join(one.division for one in facts.concurrence) or "なし",
        "letter_part": "断り文案" if decision.disposition == Disposition.DECLINE else "通知文案",
        "sender": letter.sender,
        "sender_number": "（文書番号）",
        "addressee": f"{proposal.proposer.name}\n{proposal.proposer.representative} 様",
        "letter_title": letter.title,
        "letter_body": letter.body,
        "questions": [
            {"question": one.question, "answer": one.answer} for one in questions(facts_of(facts, reasons, budget))
        ],
    }


def facts_of(facts: DraftingSet, reasons: Sequence[str], budget: str) -> Facts:
    decision = facts.decision
    return Facts(
        disposition=decision.disposition,
        implementer=decision.implementer,
        procedure=decision.screening.procedure,
        way=way_of(facts),
        reason=decision.reason,
        decline_reasons=reasons,
        what_would_change=decision.what_would_change,
        referred_to=decision.referred_to,
        conditions=[one.text for one in facts.conditions],
        asks=facts.proposal.asks,
        budget=budget,
        soundness="、".join(facts.soundness),
        opinions=[f"{one.division}：{one.words}" for one in facts.opinions],
    )


def words_of(facts: DraftingSet) -> list[dict[str, str]]:
    """Return what the company wrote, cut so that the sheet stays one page."""
    return [
        {"label": one.label, "text": short(one.text, SHOWN[one.field])} for one in facts.version.words(tuple(SHOWN))
    ]


def way_of(facts: DraftingSet) -> str:
    """Return how it came and who looked at it."""
    first = facts.steps[0].day
    led = f"{facts.lead}が主担当として検討し、" if facts.lead else "公民連携デスクが受け付け、"
    talks = f"提案者と{facts.talks}回対話しました。" if facts.talks else "書面で検討しました。"
    return f"{wareki(first)}に届きました。{led}{talks}"


def budget_words(facts: DraftingSet, on: date) -> str:
    """Return whether money is needed, and when it would be there by the 予算・議会 calendar."""
    decision, sentence = facts.decision, budget_sentence(budget_ways(), on)
    if decision.budget_needed:
        return f"{decision.budget_year}の予算が要ります。議会の議決が前提です。{sentence}"
    if is_costed(facts.proposal):
        return f"費用は提案者と話し合います。予算が要ることになれば、{sentence}"
    return "市の新しい予算は要りません。"


def contract_words(decision: Decision) -> str:
    """Return how a contract would come about and on what ground; empty when nobody speaks of one."""
    if not decision.contract_method or not decision.contract_consulted_on:
        return ""
    words = f"{decision.get_contract_method_display()}。契約課と{wareki(decision.contract_consulted_on)}に合議。"
    if decision.contract_item:
        ground = decision.get_contract_item_display()
        words += f"\n地方自治法施行令第167条の2第1項{ground}。{decision.contract_reason}"
    if decision.contract_limit:
        words += f"\n{decision.contract_limit}、予定価格 {decision.contract_amount_words}。"
    return words


def short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


BUILDERS = {DRAFTING: build}

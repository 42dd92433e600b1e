import pytest

from proposals.enums import Party, PublicWord, Status
from proposals.rules.lifecycle import MOVES, PUBLIC_WORDS, WAYS_BACK, MoveRefused, moves_from, next_status, public_word

# Written by hand from decisions.md 5: who may move what where. "back" goes to where the last move came from.
EVERYBODY = {"proposer", "desk", "division", "system"}
EXPECTED = {
    "submit": ({"DRAFT"}, "SUBMITTED", {"proposer", "desk"}, "提出"),
    "return": ({"SUBMITTED", "IN_REVIEW", "IN_DIALOGUE"}, "RETURNED", {"desk"}, "修正のお願い"),
    "resubmit": ({"RETURNED"}, "back", {"proposer", "desk"}, "再提出"),
    "route": ({"SUBMITTED", "IN_REVIEW"}, "IN_REVIEW", {"desk"}, "送付"),
    "start_dialogue": ({"IN_REVIEW"}, "IN_DIALOGUE", {"desk", "division"}, "対話の開始"),
    "hold": ({"IN_REVIEW", "IN_DIALOGUE"}, "ON_HOLD", {"desk"}, "保留"),
    "resume": ({"ON_HOLD"}, "back", {"desk", "system"}, "保留の終わり"),
    "adopt": ({"IN_REVIEW", "IN_DIALOGUE"}, "ADOPTED", {"desk"}, "進める"),
    "decline": ({"SUBMITTED", "IN_REVIEW", "IN_DIALOGUE"}, "DECLINED", {"desk"}, "見送り"),
    "refer": ({"SUBMITTED", "IN_REVIEW", "IN_DIALOGUE"}, "REFERRED", {"desk"}, "ほかの窓口のご案内"),
    "withdraw": (
        {"SUBMITTED", "IN_REVIEW", "IN_DIALOGUE", "RETURNED", "ON_HOLD", "ADOPTED"},
        "WITHDRAWN",
        {"proposer", "desk"},
        "取下げ",
    ),
    "start_work": ({"ADOPTED"}, "UNDERWAY", {"desk"}, "実施の開始"),
    "complete": ({"UNDERWAY"}, "COMPLETED", {"desk", "division"}, "完了"),
    "reopen": ({"DECLINED", "REFERRED", "WITHDRAWN"}, "IN_REVIEW", {"desk"}, "再開"),
}
OWES_A_REASON = {"return", "hold", "decline", "refer", "withdraw", "reopen"}
LABELS = {
    "DRAFT": "下書き",
    "SUBMITTED": "受付",
    "RETURNED": "修正のお願い",
    "IN_REVIEW": "担当課で検討中",
    "IN_DIALOGUE": "対話中",
    "ON_HOLD": "保留",
    "ADOPTED": "進める",
    "UNDERWAY": "実施中",
    "COMPLETED": "完了",
    "DECLINED": "見送り",
    "REFERRED": "ほかの窓口のご案内",
    "WITHDRAWN": "取下げ",
}
# who makes it, as the refusal says it
MAKERS = {
    "submit": "デスク・提案者",
    "return": "デスク",
    "resubmit": "デスク・提案者",
    "route": "デスク",
    "start_dialogue": "デスク・担当課",
    "hold": "デスク",
    "resume": "デスク・システム",
    "adopt": "デスク",
    "decline": "デスク",
    "refer": "デスク",
    "withdraw": "デスク・提案者",
    "start_work": "デスク",
    "complete": "デスク・担当課",
    "reopen": "デスク",
}


def result_of(status, move, **fields):
    """Return where the move leads, or the sentence that refuses it."""
    try:
        return next_status(status, move, **fields)
    except MoveRefused as exc:
        return str(exc)


def test_the_table_holds_these_moves_and_statuses():
    assert set(MOVES) == set(EXPECTED)
    assert set(Status.values) == set(LABELS)
    assert set(Party.values) == EVERYBODY


@pytest.mark.parametrize("by", sorted(EVERYBODY))
@pytest.mark.parametrize("status", sorted(LABELS))
@pytest.mark.parametrize("move", sorted(EXPECTED))
def test_every_move_from_every_status_by_every_party(move, status, by):
    origins, target, makers, label = EXPECTED[move]
    came_from = "IN_REVIEW" if target == "back" else None
    if status not in origins:
        expected = f"いまは「{LABELS[status]}」なので、「{label}」はできません。画面を開き直してください。"
    elif by not in makers:
        expected = f"「{label}」は{MAKERS[move]}が行います。"
    else:
        expected = Status.IN_REVIEW if target == "back" else target

    assert result_of(status, move, by=by, reason="理由", came_from=came_from) == expected


@pytest.mark.parametrize("move", sorted(EXPECTED))
@pytest.mark.parametrize("reason", ["", " 　\n"])
def test_a_reason_is_owed_where_the_company_must_read_one(move, reason):
    origins, target, makers, label = EXPECTED[move]
    expected = target
    if move in OWES_A_REASON:
        expected = f"「{label}」には理由が必要です。理由を書いてください。"
    elif target == "back":
        expected = "IN_DIALOGUE"

    assert result_of(min(origins), move, by=min(makers), reason=reason, came_from="IN_DIALOGUE") == expected


@pytest.mark.parametrize(
    ("move", "here", "ways"),
    [
        ("resubmit", "RETURNED", {"SUBMITTED", "IN_REVIEW", "IN_DIALOGUE"}),
        ("resume", "ON_HOLD", {"IN_REVIEW", "IN_DIALOGUE"}),
    ],
)
def test_a_way_back_leads_only_to_where_it_can_come_from(move, here, ways):
    lost = "戻る先が分かりません。デスクに連絡してください。"

    results = {came_from: result_of(here, move, by="desk", came_from=came_from) for came_from in (*LABELS, None)}

    assert results == {came_from: came_from if came_from in ways else lost for came_from in (*LABELS, None)}
    assert WAYS_BACK[move] == ways


def test_every_status_is_reached_from_a_draft():
    reached, fresh = {"DRAFT"}, {"DRAFT"}
    while fresh:
        fresh = {
            str(target)
            for name, step in MOVES.items()
            if fresh & {str(origin) for origin in step.origins}
            for target in ([step.target] if step.target else WAYS_BACK[name])
        } - reached
        reached |= fresh

    assert reached == set(LABELS)


def test_every_way_back_is_the_origin_of_the_move_that_leads_there():
    assert WAYS_BACK["resubmit"] == MOVES["return"].origins
    assert WAYS_BACK["resume"] == MOVES["hold"].origins


@pytest.mark.parametrize("status", sorted(LABELS))
@pytest.mark.parametrize("by", sorted(EVERYBODY))
def test_a_page_offers_the_moves_of_its_reader_in_the_order_of_the_table(status, by):
    assert moves_from(status, by=by) == [
        name for name, (origins, _, makers, _) in EXPECTED.items() if status in origins and by in makers
    ]


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("DRAFT", "下書き"),
        ("SUBMITTED", "受付"),
        ("RETURNED", "修正のお願い"),
        ("IN_REVIEW", "担当課で検討中"),
        ("ON_HOLD", "担当課で検討中"),
        ("IN_DIALOGUE", "対話中"),
        ("ADOPTED", "結果のお知らせ"),
        ("UNDERWAY", "結果のお知らせ"),
        ("COMPLETED", "結果のお知らせ"),
        ("DECLINED", "結果のお知らせ"),
        ("REFERRED", "結果のお知らせ"),
        ("WITHDRAWN", "結果のお知らせ"),
    ],
)
def test_a_company_reads_one_of_six_words(status, word):
    assert public_word(status).label == word


def test_no_word_is_without_a_status():
    assert set(PUBLIC_WORDS.values()) == set(PublicWord)

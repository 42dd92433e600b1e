from screening.enums import CheckStage
from screening.rules.checks import CHECK_ITEMS, NEXT_ACT, refusal


def test_nothing_stands_in_the_way_when_all_is_found():
    assert refusal(CheckStage.BEFORE_DIALOGUE, blocked=[], waiting=[]) == ""


def test_what_blocks_is_said_before_what_is_open():
    sentence = refusal(CheckStage.BEFORE_AGREEMENT, blocked=[("納税", "滞納あり")], waiting=["反社会的勢力の照会"])

    assert sentence == (
        "協定・契約前の確認が「進められない」です：「納税」（滞納あり）。確認を改めるか、見送りの案を作ってください。"
    )


def test_every_open_item_is_named_with_what_to_do():
    sentence = refusal(CheckStage.BEFORE_DIALOGUE, blocked=[], waiting=["入札参加停止", "許認可"])

    assert sentence == (
        "対話前の確認で、「入札参加停止」「許認可」がまだです。デスクが「対話前の確認を残す」で結果を書くか、"
        "理由を書いて「確認を省く」にしてから、対話を開始してください。"
    )


def test_each_stage_has_items_and_a_next_act():
    assert {one.stage for one in CHECK_ITEMS} == set(NEXT_ACT) == set(CheckStage)


def test_codes_are_used_once():
    codes = [one.code for one in CHECK_ITEMS]

    assert sorted(set(codes)) == sorted(codes)

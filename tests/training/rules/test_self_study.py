from training.rules.self_study import Answered, Asked, answered, as_json, digest, needed

QUESTIONS = [
    Asked(1, "一", ["あ", "い", "う"], 2, "だから「い」です。"),
    Asked(2, "二", ["か", "き", "く", "け"], 4, "だから「け」です。"),
]


def test_a_sheet_keeps_the_words_and_the_choice():
    first, second = answered(QUESTIONS, {1: 2, 2: 1})

    assert (first.is_right, first.right_words, first.chosen_words) == (True, "い", "い")
    assert (second.is_right, second.right_words, second.chosen_words) == (False, "け", "か")
    assert [Answered(**row) for row in as_json([first, second])] == [first, second]


def test_the_digest_follows_what_a_person_reads():
    reworded = [Asked(1, "一（直した）", ["あ", "い", "う"], 2, ""), QUESTIONS[1]]
    corrected = [Asked(1, "一", ["あ", "い", "う"], 3, "解説を直した。"), QUESTIONS[1]]

    assert digest(QUESTIONS) != digest(reworded)
    assert digest(QUESTIONS) == digest(corrected)


def test_fewer_questions_than_the_mark_can_still_be_passed():
    assert (needed(4, 5), needed(4, 3)) == (4, 3)

"""The judge of the fault suite must be able to say no: each invented mishap is named, and fails the run."""

from dataclasses import replace

import pytest

from nara_renkei.deploy.faults.verdict import Meant, Receipt, Seen, Stored, Taken, judge

MEANT = [Meant(f"1-{n}", f"提案 {n}", f"内容 {n}", f"file{n}", f"R8-J-{n:04}") for n in range(1, 1001)]


def kept(one: Meant) -> Stored:
    return Stored(one.accepted, one.title, one.body, "same", "same", (one.file_sha256,), (one.file_sha256,))


def all_well() -> Seen:
    return Seen(
        meant=list(MEANT),
        stored=[kept(one) for one in MEANT],
        receipts=[Receipt(f"<{one.token}>", one.accepted) for one in MEANT],
        taken=[Taken(f"<{one.token}>", one.accepted, "a@company.example") for one in MEANT],
        recoveries=[("web", 1.5), ("PostgreSQL", 5.0)],
    )


def test_a_house_in_which_all_is_well_passes():
    verdict = judge(all_well())

    assert verdict.failures() == []
    assert (verdict.accepted, verdict.stored, verdict.worst) == (1000, 1000, 5.0)


@pytest.mark.parametrize(
    "mishap",
    [
        {"number": "R8-J-9999"},
        {"body": "ほかの内容"},
        {"title": "ほかの題"},
        {"computed": "other"},
        {"promised_files": ()},
        {"lying_files": ("",)},
        {"lying_files": ("other",)},
        {"lying_files": ("file1", "file1")},
    ],
    ids=str,
)
def test_what_was_accepted_and_does_not_lie_there_exactly_is_lost(mishap):
    seen = all_well()
    seen.stored[0] = replace(seen.stored[0], **mishap)

    verdict = judge(seen)

    assert verdict.lost == ["R8-J-0001"]
    assert "失われた提案: R8-J-0001" in verdict.failures()


def test_a_proposal_without_a_row_is_lost():
    seen = all_well()
    del seen.stored[4]

    assert judge(seen).lost == ["R8-J-0005"]


def test_two_proposals_for_one_intention_are_a_duplicate():
    seen = all_well()
    seen.stored.append(replace(seen.stored[1], number="R8-J-1001"))
    seen.receipts.append(Receipt("<twice>", "R8-J-1001"))
    seen.taken.append(Taken("<twice>", "R8-J-1001"))

    verdict = judge(seen)

    assert (verdict.duplicated, verdict.lost) == (["1-2"], [])
    assert verdict.failures() == ["二重の提案: 1-2"]


def test_a_receipt_that_no_server_took_is_missing():
    seen = all_well()
    del seen.taken[2]

    assert judge(seen).missing == ["R8-J-0003"]
    assert judge(seen).failures() == ["届かなかった控え: R8-J-0003"]


def test_a_proposal_of_which_no_receipt_was_written_misses_it():
    seen = all_well()
    del seen.receipts[2]

    assert judge(seen).missing == ["R8-J-0003"]


def test_a_few_repeated_receipts_are_allowed_and_one_more_is_not():
    seen = all_well()
    seen.taken += seen.taken[:3]

    assert (len(judge(seen).repeated), judge(seen).failures()) == (3, [])
    seen.taken.append(seen.taken[0])
    assert judge(seen).failures() == ["二度届いた控え（3通まで）: <1-1>、<1-1>、<1-2>、<1-3>"]


def test_a_second_letter_about_the_same_receipt_is_a_repetition_too():
    seen = all_well()
    seen.taken.append(replace(seen.taken[6], message_id="<another>"))

    assert judge(seen).repeated == ["R8-J-0007"]


@pytest.mark.parametrize("side", ["rows_without_file", "files_without_row"])
def test_an_orphan_fails(side):
    seen = all_well()
    getattr(seen, side).append("ab/abc.pdf")

    assert judge(seen).failures() == ["持ち主のないファイルまたは行: ab/abc.pdf"]


def test_a_broken_seal_fails():
    seen = all_well()
    seen.broken_seals.append("封印1")

    assert judge(seen).failures() == ["壊れた封印: 封印1"]


def test_a_fault_that_hit_nothing_proves_nothing():
    seen = all_well()
    seen.unmet.append("メールサーバーが 5xx")

    assert judge(seen).failures() == ["何にも当たらなかった障害: メールサーバーが 5xx"]


def test_whoever_never_got_a_receipt_fails():
    seen = all_well()
    seen.meant.append(Meant("1-1001", "提案 1001", "内容 1001", "", ""))

    assert judge(seen).failures() == ["受け付けられなかった提出: 1-1001"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5.1, "戻るまで 5.1 秒（5 秒まで）"), (None, "戻らなかった障害があります。")],
)
def test_who_comes_back_late_or_never_fails(seconds, words):
    seen = all_well()
    seen.recoveries.append(("Redis", seconds))

    assert judge(seen).failures() == [words]


def test_a_run_in_which_nothing_happened_is_no_pass():
    assert judge(Seen()).failures() == ["戻らなかった障害があります。", "受け付けられた提出が一つもありません。"]


def test_a_short_run_may_repeat_one_receipt_and_no_more():
    seen = all_well()
    seen.meant, seen.stored, seen.receipts, seen.taken = (
        part[:100] for part in (seen.meant, seen.stored, seen.receipts, seen.taken)
    )
    seen.taken.append(seen.taken[0])

    assert judge(seen).failures() == []
    seen.taken.append(seen.taken[0])
    assert judge(seen).failures() == ["二度届いた控え（1通まで）: <1-1>、<1-1>"]

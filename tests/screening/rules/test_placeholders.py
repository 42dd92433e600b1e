import pytest

from screening.rules.placeholders import PLACES, REPLY_TEMPLATES, filled, unknown_places, with_typed


def test_known_places_are_filled_and_unknown_values_stay_open():
    text = filled("{提案名}（{提案番号}）は{担当課}で", {"提案名": "買物", "提案番号": "R8-J-0001", "担当課": ""})

    assert text == "買物（R8-J-0001）は〔担当課〕で"


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("".join(f"{{{name}}}" for name in PLACES), []),
        ("{会社}と{会社}と{提案名}", ["{会社}"]),
        ("{}", ["{}"]),
        ("{提案名", ["{"]),
        ("提案名}", ["}"]),
        ("{{提案名}}", ["{", "}"]),
    ],
)
def test_what_nothing_fills_is_named(text, unknown):
    assert unknown_places(text) == unknown


@pytest.mark.parametrize(
    ("typed", "together"),
    [("", "ひな形"), ("  ", "ひな形"), ("書いた文", "ひな形\n\n書いた文"), ("ひな", "ひな形")],
)
def test_what_was_typed_stays_below(typed, together):
    assert with_typed("ひな形", typed) == together


def test_the_first_templates_know_their_places():
    assert [unknown_places(body) for _, body in REPLY_TEMPLATES] == [[]] * len(REPLY_TEMPLATES)

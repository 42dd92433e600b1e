from proposals.rules.pledge_items import FIRST_EDITION

# domain.md section 4, by hand
KIND_AND_SCOPE = {
    **{f"D{n}": ("D", "BODY") for n in range(1, 6)},
    **{f"P{n}": ("P", "BODY") for n in (1, 2)},
    **{f"P{n}": ("P", "PROPOSAL") for n in range(3, 11)},
    **{f"C{n}": ("C", "BODY") for n in (1, 2)},
    **{f"C{n}": ("C", "PROPOSAL") for n in (3, 4)},
    **{f"N{n}": ("N", "PROPOSAL") for n in range(1, 5)},
}


def test_the_first_edition_has_23_items_of_four_kinds_and_two_scopes():
    assert len(FIRST_EDITION) == 23
    assert {item.code: (item.kind, item.scope) for item in FIRST_EDITION} == KIND_AND_SCOPE


def test_the_items_stand_in_the_order_of_the_form():
    assert [item.code for item in FIRST_EDITION] == list(KIND_AND_SCOPE)


def test_every_item_says_something_and_on_what_it_stands():
    assert [item.code for item in FIRST_EDITION if not item.text.endswith(("。", "か。")) or not item.basis] == []


def test_only_permits_are_answered_otherwise_than_by_yes_and_no():
    assert {item.code: item.choices for item in FIRST_EDITION if item.choices} == {
        "D4": ("要らない", "持っている", "始めるまでに得る")
    }

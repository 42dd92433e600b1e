from nara_renkei.accounts.rules.succession import with_predecessors


def test_a_division_inherits_through_several_reforms():
    assert with_predecessors([3], [(1, 2), (2, 3)]) == {1, 2, 3}


def test_a_merged_division_inherits_from_both():
    assert with_predecessors([3], [(1, 3), (2, 3)]) == {1, 2, 3}


def test_neither_half_of_a_split_inherits():
    assert with_predecessors([2], [(1, 2), (1, 3)]) == {2}


def test_a_circle_ends():
    assert with_predecessors([1], [(1, 2), (2, 1)]) == {1, 2}

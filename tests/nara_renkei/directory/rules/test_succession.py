import pytest

from nara_renkei.directory.rules.succession import heir, ways_on

STANDING = {7, 8, 9}


@pytest.mark.parametrize(
    ("after", "sole", "ways"),
    [
        ({}, None, []),
        ({1: [7]}, 7, [7]),
        ({1: [2], 2: [7]}, 7, [7]),
        ({1: [7, 8]}, None, [7, 8]),
        ({1: [2], 2: [8, 7]}, None, [8, 7]),
        ({1: [2], 2: [3]}, None, []),
        ({1: [2, 3], 2: [7], 3: [7]}, None, [7]),
        ({1: [2], 2: [1]}, None, []),
    ],
    ids=["none", "renamed", "twice", "split", "split later", "abolished", "split and joined", "in a ring"],
)
def test_who_does_the_work_of_a_division_that_ended(after, sole, ways):
    assert (heir(1, after, STANDING), ways_on(1, after, STANDING)) == (sole, ways)

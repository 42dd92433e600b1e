"""What an entry may hold: how many wishes, and who is still the same person."""

from typing import Final

# beyond one wish for each round: for rounds in which none of the first could be met
SPARE_WISHES: Final = 3


def most_wishes(rounds: int) -> int:
    """Return how many an entry may name."""
    return rounds + SPARE_WISHES


def too_many_to_meet(wishes: int, rounds: int) -> str:
    """Return the sentence for more wishes than rounds, "" when all could be met."""
    if wishes <= rounds:
        return ""
    return (
        f"会いたい相手が{wishes}件あり、回数（{rounds}回）より多いため、すべてには会えません。"
        f"{rounds + 1}番目からは、上の希望がかなわない回に割り当てます。"
    )


def is_same_person(*, name: str, email: str, was_name: str, was_email: str) -> bool:
    """Return whether a row that was changed still means the same person: the badge and the link stay theirs.

    A name that was mended keeps its mailbox, a mailbox that was mended its name; with both new it is somebody else.
    """
    return name == was_name or (email != "" and email == was_email)

"""The papers of a 研修: PaperJob.kind, and what each is about."""

from typing import Final

# of a 研修; PaperJob.about is the name of its page
TRAINING_REPORT: Final = "training_report"
REPORT_NAME: Final = "研修報告"
# of one person or of a whole 回; PaperJob.about is the key of the Trainee or of the Session
CERTIFICATE: Final = "certificate"
CERTIFICATE_NAME: Final = "修了証"

OF_A_PERSON: Final = "trainee:"
OF_A_SESSION: Final = "session:"


def person_of_about(about: str) -> int | None:
    """Return the id of the Trainee a 修了証 is about; None for those of a whole 回."""
    number = about.removeprefix(OF_A_PERSON)
    return int(number) if about.startswith(OF_A_PERSON) and number.isdecimal() else None


def session_of_about(about: str) -> tuple[str, int] | None:
    """Return the name of the 研修's page and the number of the 回 whose 修了証 these are; None for anything else."""
    slug, _, number = about.removeprefix(OF_A_SESSION).rpartition("-")
    return (slug, int(number)) if about.startswith(OF_A_SESSION) and slug and number.isdecimal() else None

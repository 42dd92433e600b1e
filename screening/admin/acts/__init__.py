"""The desk's buttons as data, by the order of work: when it is offered, its form, its one call, who will read what."""

from proposals.rules.lifecycle import MoveRefused
from screening.usecases.tell import CannotTell

from . import (
    background,
    checks,
    divisions,
    entrusted,
    inquiries,
    intake,
    outcome,
    procedure,
    reopening,
    rulings,
    words,
    work,
)
from .case import Act, Case

ACTS: tuple[Act, ...] = (
    *intake.INTAKE,
    *procedure.PROCEDURE,
    *checks.CHECKS,
    *background.BACKGROUND,
    *entrusted.ENTRUSTED,
    *divisions.DIVISIONS,
    *inquiries.INQUIRIES,
    *rulings.RULINGS,
    *words.WORDS,
    *outcome.OUTCOME,
    *reopening.REOPENING,
    *work.WORK,
)

# what a use case may answer instead; str(exc) is fit for the screen
REFUSED: tuple[type[Exception], ...] = (
    MoveRefused,
    CannotTell,
    *intake.REFUSED,
    *procedure.REFUSED,
    *checks.REFUSED,
    *background.REFUSED,
    *entrusted.REFUSED,
    *divisions.REFUSED,
    *inquiries.REFUSED,
    *rulings.REFUSED,
    *words.REFUSED,
    *outcome.REFUSED,
    *work.REFUSED,
)

__all__ = ["ACTS", "REFUSED", "Act", "Case"]

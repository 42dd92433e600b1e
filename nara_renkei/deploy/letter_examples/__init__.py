"""Believable data for every letter, one module an app, as the templates below templates/mail/."""

from . import accounts, dialogue, directory, knowledge, portal, proposals, reports, screening, surveys, training
from .example import Example

__all__ = ["EXAMPLES", "Example"]

EXAMPLES = (
    *accounts.EXAMPLES,
    *dialogue.EXAMPLES,
    *directory.EXAMPLES,
    *knowledge.EXAMPLES,
    *portal.EXAMPLES,
    *proposals.EXAMPLES,
    *reports.EXAMPLES,
    *screening.EXAMPLES,
    *surveys.EXAMPLES,
    *training.EXAMPLES,
)

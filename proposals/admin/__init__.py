"""課題, 事前相談 and the wording that binds; a proposal itself is worked on in screening's queue."""

from .challenge import ChallengeAdmin, ChallengeQuestionAdmin
from .consultation import ConsultationAdmin, ConsultationSlotAdmin
from .correction_reason import CorrectionReasonAdmin
from .merging import MergingOrganizationAdmin
from .norm import NormAdmin
from .pledge_item import PledgeItemAdmin
from .sorter import SorterDestinationAdmin
from .trouble import TroubleAdmin

__all__ = [
    "ChallengeAdmin",
    "ChallengeQuestionAdmin",
    "ConsultationAdmin",
    "ConsultationSlotAdmin",
    "CorrectionReasonAdmin",
    "MergingOrganizationAdmin",
    "NormAdmin",
    "PledgeItemAdmin",
    "SorterDestinationAdmin",
    "TroubleAdmin",
]

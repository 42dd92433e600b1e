"""The wizard as data: its steps, in order, and who will read each."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Step:
    slug: str
    title: str
    template: str
    who_reads: str
    signed_in: bool  # whether the mailed code must have been shown


STEPS: Final = (
    Step(
        "proposal",
        "提案",
        "proposals/step_proposal.html",
        "ここに書いたことを読むのは、公民連携デスクと、検討する担当課の職員だけです。ほかの企業には見せません。",
        signed_in=False,
    ),
    Step(
        "email",
        "メールの確認",
        "proposals/step_email.html",
        "メールアドレスは、公民連携デスクと検討する担当課からの連絡だけに使います。公開しません。",
        signed_in=False,
    ),
    Step(
        "organization",
        "団体",
        "proposals/step_organization.html",
        "ここに書いたことは、公民連携デスクと、検討する担当課の職員が読みます。公開しません。",
        signed_in=True,
    ),
    Step(
        "pledges",
        "確認事項",
        "proposals/step_pledges.html",
        "三分ほどです。答えを読むのは、公民連携デスクと、検討する担当課の職員だけです。公開しません。",
        signed_in=True,
    ),
    Step(
        "check",
        "確認と提出",
        "proposals/step_check.html",
        "提出すると、公民連携デスクが読み、関係する課の職員に送ります。",
        signed_in=True,
    ),
)
BY_SLUG: Final = {step.slug: step for step in STEPS}


def after(step: Step, *, signed_in: bool) -> Step:
    """Return the next step; who has proved an address skips the mail."""
    following = STEPS[STEPS.index(step) + 1]
    return after(following, signed_in=signed_in) if signed_in and following.slug == "email" else following

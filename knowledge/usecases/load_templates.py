"""The first 様式. Idempotent: what is there stays as the city made it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

from django.db import transaction

from knowledge.models import Method, Template
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.calendar import TOKYO
from nara_renkei.core.models import CitySettings
from nara_renkei.directory.models import Division

from .keep_template import TemplateWords, add_template

FOLDER: Final = Path(__file__).resolve().parent.parent / "first_templates"
FIRST_DAY: Final = date(2026, 4, 1)
REVIEW_BY: Final = date(2027, 11, 30)


@dataclass(frozen=True, slots=True)
class FirstTemplate:
    """One file of ``first_templates/`` and what is said of it."""

    code: str
    name: str
    purpose: str
    methods: tuple[str, ...]  # their codes


FIRST: Final = (
    FirstTemplate("jigyo-kyotei", "事業連携協定書（案）", "一つの取組を、役割と費用を決めて一緒に行うとき。", ("project-agreement",)),
    FirstTemplate("hokatsu-kyotei", "包括連携協定書（案）", "いくつもの分野で続けて連携するとき。", ("comprehensive-agreement",)),
    FirstTemplate("saigai-kyotei", "災害時応援協定書（案）", "災害のときの物資や人の応援を約束するとき。", ("disaster-agreement",)),
    FirstTemplate("jissho-yoryo", "実証実験の実施要領（案）", "小さく試し、効果と終わり方を先に決めるとき。", ("trial",)),
    FirstTemplate("sounding-yoryo", "サウンディング実施要領（案）", "公募の条件を決める前に、民間の意見を公平に聴くとき。", ("sounding",)),
    FirstTemplate("itaku-shiyosho", "業務委託の仕様書（案）", "市が代金を払って、仕事をしてもらうとき。", ("outsourcing",)),
    FirstTemplate("koen-meigi", "後援名義の取扱い（案）", "行事の趣旨に賛同し、市の名義の使用を認めるとき。", ("joint-work",)),
    FirstTemplate("kyosai-oboegaki", "共催の覚書（案）", "行事を市と一緒に主催するとき。", ("joint-work",)),
)  # fmt: skip


@transaction.atomic
def load_templates() -> None:
    """Make the 様式 that are missing.

    The 課 of the desk keeps them: while it is not registered nothing is made, and the next call makes it.
    """
    desk = CitySettings.load().division_name
    owner = Division.objects.filter(name=desk, valid_to=None).order_by("-valid_from").first()
    if owner is None:
        return
    known = set(Template.objects.values_list("code", flat=True))
    for one in FIRST:
        if one.code not in known:
            add_template(
                code=one.code,
                words=TemplateWords(
                    name=one.name,
                    purpose=one.purpose,
                    methods=list(Method.objects.filter(code__in=one.methods)),
                    owner=owner,
                    review_by=REVIEW_BY,
                ),
                file_name=f"{one.code}.docx",
                content=(FOLDER / f"{one.code}.docx").read_bytes(),
                by=THE_SYSTEM,
                at=datetime.combine(FIRST_DAY, time(), tzinfo=TOKYO),
            )

"""Every page that the browser opens: in the demo city, by whom, and with what answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any

from nara_renkei.portal.demo.event_day import TODAY as EVENT_TODAY
from proposals.enums import Status
from screening.admin.acts import ACTS
from tests.oidc import CLIENT_ID
from tests.permission_matrix import MATRIX, ROLES

QUEUE = "/admin/screening/deskproposal/"
DISCLOSURES = "/admin/screening/disclosurerequest/"
DISPOSALS = "/admin/screening/disposallist/"
SHOWN = "夕暮れ"  # the proposal of the demo city that the shown 課 considers

# Django's own admin markup that axe reports and we do not own; each with its reason.
EXCUSED_IN_THE_ADMIN = {
    ".select2-container": "select2 names its combobox and its search box for nobody; a select with the label is beside it",
    ".tabular td": "a table of inlines has the names of its fields in the head of the column only",
}

ROLE = {  # of the demo city's logins
    "desk": "デスク",
    "officer": "課職員",
    "deputy": "代決者",
    "manager": "課長",
    "leader": "共創推進リーダー",
    "executive": "管理職",
    "system": "システム管理者",
    "auditor": "監査",
}
NAVIGATED = "navi/?cost=none&place=park&period=longer&partners=open&money-flow=earn&urgency=next-year"
TOLD = [status for status in Status if status != Status.DRAFT]


@dataclass(frozen=True)
class Sight:
    """A page as one role sees it ("" is anybody). The path may name {places} of the city."""

    role: str
    path: str
    status: int = 200

    def __str__(self) -> str:
        return f"{self.role or 'anybody'} {self.path}"

    @property
    def is_for_the_desk(self) -> bool:
        return self.path.startswith(("/admin/", "{admin:", "{act_"))


SORTER = "/teian/hajimeru/?existing={}&only={}&talking=no"
PUBLIC = [
    Sight("", "/"),
    Sight("", "/kadai/"),
    Sight("", "/kadai/{open_challenge}/"),
    Sight("", "/kadai/{closed_challenge}/"),
    Sight("", "/kadai/?q=見守り"),
    Sight("", "/jirei/"),
    Sight("", "/jirei/{public_case}/"),
    Sight("", "/jirei/{withdrawn_case}/", 410),
    Sight("partner", "/teian/jirei/"),
    Sight("partner", "/teian/jirei/{asked_case}/"),
    Sight("withdrawer", "/teian/jirei/{public_case}/torisage/"),
    Sight("desk", "/ka/jirei/{public_case}/gazo/"),
    *(Sight("", f"/guideline/{page}") for page in ("", "kohei/", "kubun/kaitei/")),
    *(Sight("", f"/sagasu/?q={words}") for words in ("提案", "見つからない言葉")),
    Sight("", "/kadai/{open_challenge}/jirei/"),
    Sight("", "/kadai/{open_challenge}/shitsumon/"),
    Sight("", "/teian/jiko-check/"),
    Sight("", "/soudan/"),
    *(Sight("", f"/teian/{page}/tsukaenai/", 410) for page in ("shotai", "kyodo", "kakunin")),
    Sight("", "/teian/shotai/{invitation}/"),
    Sight("", "/teian/kyodo/{joint}/"),
    Sight("", "/teian/kakunin/{entrusted}/"),
    Sight("", "/anketo/{survey}/"),
    Sight("", "/anketo/tsukaenai/", 410),
    Sight("", "/ka/anketo/{survey_staff}/"),
    Sight("", "/ka/kadai/tsuzukeru/tsukaenai/", 404),
    Sight("", "/ka/saitei/tsukaenai/", 410),
    Sight("", "/dialogue/watashi/tsukaenai/", 410),
    Sight("", f"/dialogue/{EVENT_TODAY}/watashi/", 404),
    Sight("", "/ka/komarigoto/"),
    Sight("", "/ka/komarigoto/tsukaenai/", 404),
    Sight("", "/privacy/"),
    Sight("", "/riyo/"),
    Sight("", "/accessibility/"),
    Sight("", "/accessibility/kekka/"),
    Sight("", "/tokei/"),
    Sight("", "/teian/hajimeru/"),
    Sight("", SORTER.format("no", "no")),
    Sight("", SORTER.format("voice", "no")),
    *(Sight("", SORTER.format("no", only)) for only in ("sales", "donation", "advertising")),
    Sight("", "/teian/kakunin/"),
    Sight("", "/accounts/login/"),
    Sight("", "/accounts/password/reset/"),
    Sight("", "/accounts/password/reset/done/"),
    Sight("", "/mailbox/"),
    Sight("", "/mailbox/mail/"),
    Sight("", "/nai/", 404),
]
COMPANY = [
    Sight("writer", "/teian/{blank_draft}/proposal/"),
    Sight("writer", "/teian/{blank_draft}/email/"),
    Sight("writer", "/teian/{blank_draft}/atode/"),
    Sight("writer", "/teian/kakunin/code/"),
    Sight("walker", "/teian/{full_draft}/proposal/"),
    Sight("walker", "/teian/{full_draft}/organization/"),
    Sight("walker", "/teian/{full_draft}/pledges/"),
    Sight("walker", "/teian/{full_draft}/check/"),
    Sight("walker", "/teian/"),
    Sight("firm", "/teian/"),
    Sight("firm", "/teian/{shown}/uketsuke/"),
    *(Sight(f"owner {status}", f"/teian/{{{status}}}/") for status in TOLD),
    Sight("owner RETURNED", "/teian/{RETURNED}/naosu/"),
    Sight("owner RETURNED", "/teian/{RETURNED}/han/1/"),
    Sight("owner IN_REVIEW", "/teian/{IN_REVIEW}/kijitsu/"),
    *(Sight(f"owner {status}", f"/teian/{{{status}}}/taiwa/") for status in ("IN_REVIEW", "IN_DIALOGUE", "DECLINED")),
    Sight("walker", "/teian/{full_draft}/kyodo/"),
    *(Sight("member", f"/soudan/{{{state}}}/") for state in ("booked", "held", "cancelled")),
    *(Sight("member", f"/soudan/{{answered}}/{step}/") for step in ("shiryo", "jikan", "yoyaku")),
    Sight("member", "/teian/"),
    *(Sight("member", f"/teian/dantai/{{organization}}/{page}") for page in ("", "naosu/")),
    Sight("member", "/teian/tsuchi/"),
    *(Sight(role, "/my/tanmatsu/") for role in ("member", "desk")),
    *(Sight("entrant", f"/dialogue/dialogue-kosodate/moushikomi/{page}") for page in ("", "naosu/", "torikeshi/")),
    Sight("member", "/teian/{joint_draft}/kyodo/"),
    Sight("member", "/teian/{joint_draft}/check/"),
    *(
        Sight("corrected", f"/teian/{{corrected}}/{page}/")
        for page in (
            "han/2",
            "han/1/2",
            "kakuninjiko",
            "kijitsu",
            "susumekata",
            "renraku",
            "kami/{receipt_WAITING}",
            "kami/{receipt_DONE}",
        )
    ),
    Sight("met", "/dialogue/{met_event}/deai/"),
    Sight("met", "/dialogue/{met_event}/deai/{met}/"),
    Sight("firm", "/accounts/logout/"),
    Sight("guest", f"/dialogue/{EVENT_TODAY}/watashi/"),
]
STAFF = [
    *(Sight(role, "/ka/") for role in ("officer", "deputy", "manager", "leader")),
    *(Sight(role, "/ka/{shown}/") for role in ("officer", "deputy", "manager", "leader")),
    Sight("officer", "/ka/dialogue/{met_event}/deai/"),
    Sight("officer", "/ka/dialogue/{met_event}/deai/{met}/"),
    Sight("officer", "/ka/dialogue/{met_event}/deai/{met}/komarigoto/"),
    Sight("officer", "/ka/{shown}/kakuninjiko/"),
    Sight("officer", "/ka/{shown}/kijitsu/"),
    Sight("officer", "/ka/{shown}/kakari/{shown_code}/"),
    Sight("officer", "/ka/kanshin/"),
    Sight("officer", "/ka/kanshin/{summary}/"),
    Sight("leader", "/ka/{ruling}/saitei/"),
    *(Sight(role, "/ka/{shown}/osetsu/") for role in ("officer", "desk", "leader")),
    *(Sight(role, f"/ka/?tab={tab}") for role in ("officer", "leader", "desk") for tab in ("shinko", "owari", "kadai")),
    Sight("officer", "/ka/?tab=shokai"),
    *(Sight("desk", f"/ka/{page}") for page in ("", "{shown}/taiwa/", "{IN_DIALOGUE}/taiwa/", "{IN_REVIEW}/taiwa/")),
    Sight("officer", "/ka/{shown}/taiwa/"),
    Sight("officer", "/ka/{shown}/hozon/"),
    Sight("officer", "/ka/{shown}/tetsuzuki/"),
    *(Sight("officer", f"/ka/sagasu/{words}") for words in ("", "?q=防災", "?q=見つからない言葉")),
    *(
        Sight("officer", f"/ka/guideline/{page}")
        for page in ("", "kento/", "tsumazuki/", "kento/kaitei/", "kento/kaitei/2/")
    ),
    *(Sight("officer", f"/ka/{page}/") for page in ("mimamori", "minaoshi")),
    Sight("desk", "/ka/minaoshi/sho/tsumazuki/"),
    Sight("desk", "/ka/minaoshi/"),
    Sight("", "/ka/mimamori/tomeru/{stop_token}/"),
    *(Sight(role, "/ka/guideline/bu/hitsudoku/?sho=kento") for role in ("leader", "desk")),
    *(Sight("officer", f"/ka/shuho/{page}") for page in ("", "trial/", "navi/", NAVIGATED)),
    # 事例: the list, one that was changed, its changes, and a form of the desk
    *(Sight("officer", f"/ka/jirei/{page}") for page in ("", "{case}/", "{case}/kaitei/", "kaku/")),
    *(Sight("desk", f"/ka/jirei/{{case}}/{page}") for page in ("", "naosu/")),
    Sight("officer", "/ka/koyomi/"),
    *(Sight(role, "/ka/dantai/") for role in ("officer", "desk")),
    Sight("desk", "/ka/dantai/?q=見つからない団体"),
    *(Sight("officer", f"/ka/dantai/{{{place}}}/") for place in ("opened_record", "closed_record")),
    Sight("desk", "/ka/dantai/{opened_record}/"),
    Sight("host", f"/ka/dialogue/{EVENT_TODAY}/watashi/"),
    Sight("officer", "/ka/{shown}/tsutaeta/"),
    *(Sight(role, "/ka/{shown}/saiten/") for role in ("officer", "manager", "desk")),
    *(Sight(role, "/ka/kadai/kadai-7/hikaku/") for role in ("officer", "manager")),
    Sight("desk", "/ka/hikaku/"),
    *(Sight("desk", f"/ka/{{{status}}}/") for status in ("SUBMITTED", "ON_HOLD", "UNDERWAY", "DECLINED")),
    *(
        Sight("officer", f"/ka/kadai/{path}")
        for path in ("", "{sheet}/", "{sheet}/kaku/komarigoto/", "{sheet}/kaku/kikan/")
    ),
    Sight("officer", "/ka/kadai/{retired_sheet}/"),
    Sight("officer", "/ka/komarigoto/"),
    *(Sight(role, "/hokoku/") for role in ("executive", "desk", "leader")),
    Sight("executive", "/hokoku/ima/"),
    Sight("executive", "/hokoku/?shurui=annual"),
    Sight("executive", "/hokoku/suji/"),
    *(Sight(role, "/ka/bu/") for role in ("executive", "desk")),
    *(Sight(role, "/ka/bu/{shown_department}/") for role in ("leader", "executive", "desk")),
    Sight("leader", "/ka/bu/{shown_department}/pdf/{department_WAITING}/"),
    Sight("leader", "/ka/bu/{shown_department}/?hajime=2027-01-02&owari=2026-01-01", 422),
    *(Sight(role, "/hokoku/mezasu-sugata/") for role in ("executive", "desk")),
    Sight("officer", "/ka/jikotenken/{shown_division}/"),
    Sight("leader", "/ka/jikotenken/{shown_division}/"),
    *(Sight(role, "/ka/jikotenken/") for role in ("leader", "desk")),
    *(Sight("executive", f"/hokoku/{{paper_{state}}}/") for state in ("WAITING", "FAILED", "DONE")),
    Sight("officer", "/accounts/password/change/"),
    Sight("officer", "/accounts/2fa/"),
    Sight("officer", "/accounts/2fa/totp/activate/"),
    *(Sight("officer", f"/ka/dialogue/{page}") for page in ("", "dialogue-kosodate/", "dialogue-kosodate/moushikomi/")),
    Sight("officer", "/accounts/2fa/webauthn/"),
    Sight("officer", "/accounts/2fa/webauthn/add/"),
    Sight("deputy", "/accounts/reauthenticate/"),
]


BUTTON = "庁内の共通認証でログイン"
PROVIDER = {"OIDC_ISSUER": "https://ninsho.example", "OIDC_CLIENT_ID": CLIENT_ID}
NO_PASSWORD = {**PROVIDER, "STAFF_PASSWORD_LOGIN": False}
ELSEWHERE = {"STAFF_ALLOWED_NETWORKS": [ip_network("10.1.0.0/16")]}
HERE, OUTSIDE = ip_network("127.0.0.0/8"), ip_network("10.1.0.0/16")
TWO_FACTORS = {"SECOND_FACTOR_REQUIRED": True}
# The staff's doors as the city may set them.
DOORS: list[tuple[str, dict[str, Any], Sight]] = [
    ("both doors", PROVIDER, Sight("", "/accounts/login/")),
    ("the provider alone", NO_PASSWORD, Sight("", "/accounts/login/")),
    ("a way home that nobody asked for", PROVIDER, Sight("", "/accounts/oidc/callback/", 400)),
    ("asked again", NO_PASSWORD, Sight("officer", "/accounts/oidc/again/")),
    ("going out", PROVIDER, Sight("officer", "/accounts/logout/")),
    ("a secret", {}, Sight("", "/accounts/kinkyu/{emergency}/")),
    ("a secret that opens nothing", {}, Sight("", "/accounts/kinkyu/tsukaenai/", 410)),
    ("the red band", {}, Sight("emergency", "/ka/")),
    ("the red band", {}, Sight("emergency", "/admin/")),
    ("what was done", {}, Sight("emergency", "/accounts/kinkyu/owaru/")),
    ("another network", ELSEWHERE, Sight("", "/accounts/login/", 403)),
    ("another network", ELSEWHERE, Sight("officer", "/ka/", 403)),
    ("a code to 庁内メール", {**TWO_FACTORS, "STAFF_NETWORKS": [HERE]}, Sight("officer", "/accounts/2fa/mail/")),
    ("outside without a factor", {**TWO_FACTORS, "STAFF_NETWORKS": [OUTSIDE]}, Sight("officer", "/ka/", 403)),
]


def admin_sights() -> Iterator[Sight]:
    """The list and the first row of every model, as the first role that may see them."""
    for name, line in MATRIX.items():
        answers = dict(zip(ROLES, line.split(), strict=True))
        role = next((role for role in ("desk", "system", "auditor") if answers[role] == "200"), "")
        if role and re.fullmatch(r"admin:\w+_\w+_(changelist|change)", name) and "deskproposal" not in name:
            yield Sight(role, f"{{{name}}}")


DESK = [
    *(Sight("desk", f"/admin/surveys/survey/{{open_survey}}/{page}/") for page in ("okuru", "mouichido", "shukei")),
    Sight("desk", "/admin/surveys/survey/{closed_survey}/shukei/"),
    *(Sight(role, "/admin/") for role in ("desk", "system", "auditor")),
    Sight("desk", QUEUE),
    Sight("desk", f"{QUEUE}?q=見守り"),
    Sight("desk", f"{QUEUE}?q=見つからない言葉"),
    *(Sight("desk", f"{QUEUE}{{{status}}}/") for status in TOLD),
    *(Sight("desk", f"{{act_{act.verb}}}") for act in ACTS),
    Sight("desk", f"{QUEUE}{{SUBMITTED}}/tegakari/"),
    *(Sight("desk", f"{QUEUE}{{corrected}}/ikken/{{dossier_{state}}}/") for state in ("WAITING", "DONE")),
    *(
        Sight("desk", f"/admin/proposals/challenge/{{handed_in}}/{page}/")
        for page in ("change", "suru/kokai", "suru/sashimodosu")
    ),
    Sight("desk", "/admin/proposals/trouble/{trouble}/suru/kadai/"),
    *(
        Sight("desk", f"/admin/dialogue/event/{{met_pk}}/deai/{page}")
        for page in ("", "{met}/", "shirase/", "uchikomu/{met_division}/")
    ),
    *(
        Sight("desk", f"/admin/knowledge/chapter/{{guideline_draft}}/{page}/")
        for page in ("shitagaki", "suru/yuko", "suru/kimeru")
    ),
    *(Sight("desk", f"/admin/knowledge/method/{{method}}/{page}/") for page in ("naosu", "kisoku")),
    *(Sight("desk", f"/admin/knowledge/casestudy/{page}/") for page in ("torikomi", "{case_handed_in}/suru/kokai")),
    Sight("desk", "/admin/knowledge/navigatorquestion/{question}/naosu/"),
    # デスクへの相談 and FAQ
    Sight("officer", "/ka/sodan/?tab=subete"),
    Sight("officer", "/ka/sodan/suru/"),
    Sight("officer", "/ka/sodan/{support}/"),
    Sight("officer", "/ka/faq/?q=契約"),
    Sight("officer", "/ka/faq/{faq}/"),
    Sight("officer", "/ka/yoshiki/"),
    Sight("officer", "/ka/yoshiki/jigyo-kyotei/"),
    *(Sight("desk", f"/admin/knowledge/template/{{template}}/{page}/") for page in ("change", "han", "naosu")),
    Sight("desk", "/admin/knowledge/supportrequest/"),
    *(Sight("desk", f"/admin/knowledge/supportrequest/{{support_pk}}/{page}/") for page in ("change", "faq")),
    Sight("desk", "/admin/knowledge/supportrequest/{late_support}/kotaeru/"),
    Sight("desk", "/admin/knowledge/faq/{faq_draft}/change/"),
    Sight("desk", "/admin/knowledge/faq/{faq_draft}/naosu/"),
    Sight("desk", f"{QUEUE}daiko/"),
    Sight("desk", f"{QUEUE}denwa/"),
    Sight("desk", f"{QUEUE}denwa/?q={{shown}}"),
    Sight("desk", f"{QUEUE}kyo/"),
    Sight("desk", "/admin/screening/contact/add/"),
    # 情報公開
    *(Sight("desk", f"{DISCLOSURES}{page}") for page in ("", "add/")),
    *(
        Sight("desk", f"{DISCLOSURES}{{opposed}}/{page}")
        for page in ("", "miru/", "bunsho/{opposed_document}/", "tokutei/", "encho/", "kettei/", "torisage/")
    ),
    *(
        Sight("desk", f"{DISCLOSURES}{{opened}}/{page}")
        for page in ("", "miru/", "bunsho/{opened_document}/", "kami/{opened_paper}/")
    ),
    # 保存と廃棄: a list at every stage, and its buttons
    *(Sight("desk", f"/admin/screening/{page}/add/") for page in ("hold", "disposallist")),
    Sight("desk", "/admin/screening/hold/{standing_hold}/suru/toku/"),
    *(
        Sight("desk", f"{DISPOSALS}{{disposal_{state}}}/change/")
        for state in ("DRAFT", "SUBMITTED", "APPROVED", "RUNNING", "DONE")
    ),
    *(
        Sight("desk", f"{DISPOSALS}{{disposal_DRAFT}}/{page}/")
        for page in ("suru/onegai", "suru/yameru", "gyo/{line}/nobasu", "gyo/{line}/tomeru")
    ),
    Sight("desk", f"{DISPOSALS}{{disposal_SUBMITTED}}/suru/shonin/"),
    Sight("desk", f"{DISPOSALS}{{disposal_APPROVED}}/suru/jikko/"),
    Sight("desk", f"{QUEUE}{{wiped}}/"),
    Sight("desk", f"{QUEUE}{{corrected}}/hozon/{{archive_DONE}}/"),
    Sight("desk", f"{QUEUE}daiko/?q=見本"),
    Sight("desk", "/admin/proposals/consultationslot/add/"),
    *(Sight("desk", f"/admin/proposals/consultation/{{booked}}/{verb}/") for verb in ("kiroku", "torikeshi")),
    Sight("desk", "/admin/proposals/consultation/{held}/shitagaki/"),
    Sight("desk", "/admin/directory/organization/{organization_pk}/togo/"),
    Sight("desk", "/admin/dialogue/registration/"),
    Sight("desk", "/admin/dialogue/registration/add/"),
    *(
        Sight("desk", f"/admin/dialogue/registration/{{waiting}}/{page}/")
        for page in ("change", "suru/kuriageru", "suru/naosu", "suru/taku", "suru/torikesu")
    ),
    Sight("desk", "/admin/directory/organization/{organization_pk}/togo/{twin_pk}/"),
    *(Sight("desk", f"/admin/dialogue/event/{{met_pk}}/{page}/") for page in ("anketo", "hokoku", "menyu")),
    Sight("desk", "/admin/dialogue/event/{event_today}/anketo/"),
    *(
        Sight("desk", f"/admin/dialogue/event/{{event_today}}/{page}/")
        for page in ("uketsuke", "uketsuke/{badge}", "uketsuke/{badge}/torikesu", "uchikomu", "shinko", "gamen", "kami")
    ),
    *admin_sights(),
]

"""Who gets what answer from which URL, by GET. Written by hand: a script may say what is missing, never fill it.

200 the page · 302 led elsewhere (to a door, or on) · 404 there is no such page for you · 405 asks for POST
"""

from typing import Any

from knowledge.models import StandingConsultee
from knowledge.usecases.tell_watchers import stop_token
from nara_renkei.accounts.models import JoinRequest
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.audit import record
from nara_renkei.core.models import AuditSeal, Holiday
from nara_renkei.directory.models import Section
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from nara_renkei.reports.models import SelfCheckStatement, VisionTarget
from proposals.models import CorrectionReason, Norm, PledgeItem, SorterDestination
from screening.models import (
    AfterQuestion,
    BudgetDate,
    CheckItem,
    ContractLimit,
    CriteriaSet,
    DeclineReason,
    DisclosureGround,
    DisclosureRequest,
    DisposalLine,
    ReplyTemplate,
    RetentionClass,
    RosterReader,
)
from screening.queries.disclosures import disclosure_papers
from screening.rules.papers import DISCLOSED
from tests.dialogue import addresses
from tests.factories.accounts import CompanyUserFactory, EmergencyAccessFactory, PersonnelOrderFactory
from tests.factories.directory import AgreementFactory
from tests.factories.proposals import ChallengeQuestionFactory, ProposalFactory, TroubleFactory
from tests.factories.screening import (
    ConsulteeFactory,
    ContactFactory,
    DisclosureDocumentFactory,
    DisposalLineFactory,
    HoldFactory,
    RosterReaderFactory,
    RoutingFactory,
    SuccessorLetterFactory,
    ThirdPartyOpinionFactory,
)
from tests.harness import NOON
from tests.nara_renkei.surveys.people import arguments as survey_arguments
from tests.training.addresses import arguments as training_arguments

ROLES = (
    "anonymous",  # nobody has signed in
    "company",  # of the 団体 that owns what the URL names
    "stranger",  # of another 団体
    "officer",  # 担当 of the 課 that was asked
    "other",  # 担当 of another 課
    "deputy",  # 代決者 of the 課
    "manager",  # 課長 of the 課
    "leader",  # 共創推進リーダー of the 部
    "director",  # 部長 of the 部
    "executive",  # 市長・副市長
    "desk",
    "system",
    "auditor",
    "nobody",  # has a 職員番号 and no post
)

# The matrix is asked in parts, so that two processes share them.
PARTS = 8

# Django's own catch-all below /admin/, and the old address of each object's page.
NAMELESS = {"admin:(?P<url>.*)$", "admin:<path:object_id>/"}

CASE_PAGES = (("", ""), ("", "_history"), ("revise_", ""), ("hand_in_", ""))

MATRIX: dict[str, str] = {
    # the roles:                                   anon comp stra offi othe depu mana lead dire exec desk syst audi nobo
    # the company's door
    "accounts:prove_email":                       "200  302  302  302  302  302  302  302  302  302  302  302  302  302",
    "account_request_login_code":                 "200  302  302  302  302  302  302  302  302  302  302  302  302  302",
    "accounts:enter_code":                        "302  302  302  302  302  302  302  302  302  302  302  302  302  302",
    # 団体 and its people: its own members; who belongs to none, and staff, see nothing
    "accounts:organizations":                     "302  302  302  404  404  404  404  404  404  404  404  404  404  404",
    "accounts:organization":                      "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "accounts:profile":                           "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "accounts:invite":                            "302  405  404  404  404  404  404  404  404  404  404  404  404  404",
    "accounts:cancel_invitation":                 "302  405  404  404  404  404  404  404  404  404  404  404  404  404",
    "accounts:decide_join_request":               "302  405  404  404  404  404  404  404  404  404  404  404  404  404",
    "accounts:member":                            "302  405  404  404  404  404  404  404  404  404  404  404  404  404",
    "accounts:notices":                           "302  200  200  404  404  404  404  404  404  404  404  404  404  404",
    "accounts:devices":                           "302  200  200  200  200  200  200  200  200  200  200  200  200  200",
    # a mailed link opens for whoever holds it; without the session of one there is nothing to accept
    "accounts:invitation":                        "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "accounts:pending_invitation":                "302  410  410  410  410  410  410  410  410  410  410  410  410  410",
    "proposals:joint":                            "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "proposals:pending_joint":                    "302  410  410  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:pledges_by_link":                  "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "surveys:answer":                             "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "surveys:answer_staff":                       "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "accounts:postal_code":                       "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    # the staff's door
    "account_login":                              "200  302  302  302  302  302  302  302  302  302  302  302  302  302",
    "account_logout":                             "302  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "account_inactive":                           "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "account_reauthenticate":                     "302  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "account_change_password":                    "302  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "account_set_password":                       "302  404  404  302  302  302  302  302  302  302  302  302  302  302",
    "account_reset_password":                     "200  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "account_reset_password_done":                "200  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "account_reset_password_from_key":            "200  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "account_reset_password_from_key_done":       "200  404  404  200  200  200  200  200  200  200  200  200  200  200",
    # a code to 庁内メール: there is no such page until STAFF_NETWORKS is set
    "accounts:mail_factor":                       "302  404  404  404  404  404  404  404  404  404  404  404  404  404",
    # 410: a secret that opens nothing; the session of one is in tests/nara_renkei/accounts/test_emergency.py
    "accounts:emergency":                         "410  410  410  410  410  410  410  410  410  410  410  410  410  410",
    "accounts:emergency_close":                   "302  404  404  404  404  404  404  404  404  404  404  404  404  404",
    # without OIDC_ISSUER there is no such door; with one, see tests/nara_renkei/accounts/test_provider_door.py
    "accounts:oidc_start":                        "404  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "accounts:oidc_again":                        "302  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "accounts:oidc_callback":                     "404  404  404  404  404  404  404  404  404  404  404  404  404  404",
    # the second factor: for staff only; who has none yet has nothing to see or to change
    "mfa_index":                                  "302  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "mfa_authenticate":                           "302  404  404  302  302  302  302  302  302  302  302  302  302  302",
    "mfa_reauthenticate":                         "302  404  404  302  302  302  302  302  302  302  302  302  302  302",
    "mfa_activate_totp":                          "302  404  404  302  302  302  302  302  302  302  302  302  302  302",
    "mfa_deactivate_totp":                        "302  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "mfa_view_recovery_codes":                    "302  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "mfa_generate_recovery_codes":                "302  404  404  302  302  302  302  302  302  302  302  302  302  302",
    "mfa_download_recovery_codes":                "302  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "mfa_list_webauthn":                          "302  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "mfa_add_webauthn":                           "302  404  404  302  302  302  302  302  302  302  302  302  302  302",
    "mfa_reauthenticate_webauthn":                "302  404  404  302  302  302  302  302  302  302  302  302  302  302",
    "mfa_remove_webauthn":                        "302  404  404  302  302  302  302  302  302  302  302  302  302  302",
    "mfa_edit_webauthn":                          "302  404  404  302  302  302  302  302  302  302  302  302  302  302",
    # the admin itself: strangers are led to the door, everybody without a post for it sees nothing
    "admin:index":                                "302  404  404  404  404  404  404  404  404  404  200  200  200  404",
    "admin:login":                                "302  404  404  404  404  404  404  404  404  404  302  302  302  404",
    "admin:logout":                               "302  404  404  404  404  404  404  404  404  404  302  302  302  404",
    "admin:password_change":                      "302  404  404  404  404  404  404  404  404  404  302  302  302  404",
    "admin:password_change_done":                 "302  404  404  404  404  404  404  404  404  404  200  200  200  404",
    "admin:jsi18n":                               "302  404  404  404  404  404  404  404  404  404  200  200  200  404",
    "admin:autocomplete":                         "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:view_on_site":                         "302  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "admin:app_list":                             "302  404  404  404  404  404  404  404  404  404  200  200  404  404",
    # ダイアログ: what everybody reads
    "dialogue:events":                            "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "dialogue:event":                             "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "dialogue:event_ics":                         "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    # 申込み: its own 団体, whoever else reads who is invited; the 課 of the reader, without an entry led to its page
    "dialogue:entry":                             "302  200  200  404  404  404  404  404  404  404  404  404  404  404",
    "dialogue:entry_edit":                        "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "dialogue:entry_person":                      "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "dialogue:entry_cancel":                      "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    # no slides were given
    "dialogue:entry_slides":                      "302  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "dialogue:staff_events":                      "302  404  404  200  200  200  200  404  404  404  404  404  404  404",
    "dialogue:staff_event":                       "302  404  404  200  200  200  200  404  404  404  404  404  404  404",
    "dialogue:division_entry":                    "302  404  404  200  200  200  200  404  404  404  404  404  404  404",
    "dialogue:division_entry_edit":               "302  404  404  200  302  200  200  404  404  404  404  404  404  404",
    "dialogue:division_entry_person":             "302  404  404  200  302  200  200  404  404  404  404  404  404  404",
    "dialogue:division_entry_cancel":             "302  404  404  200  302  200  200  404  404  404  404  404  404  404",
    # ダイアログ: デジタル名刺 of who comes
    "dialogue:card":                              "404  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "dialogue:withdraw_card":                     "405  405  405  405  405  405  405  405  405  405  405  405  405  405",
    "dialogue:exchange_card":                     "405  405  405  405  405  405  405  405  405  405  405  405  405  405",
    "dialogue:exchange_table":                       "405  405  405  405  405  405  405  405  405  405  405  405  405  405",
    "dialogue:card_vcf":                          "404  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "dialogue:staff_card":                        "404  404  404  200  404  404  404  404  404  404  404  404  404  404",
    "dialogue:staff_withdraw_card":               "405  405  405  405  405  405  405  405  405  405  405  405  405  405",
    "dialogue:staff_exchange_card":               "405  405  405  405  405  405  405  405  405  405  405  405  405  405",
    "dialogue:staff_exchange_table":                 "405  405  405  405  405  405  405  405  405  405  405  405  405  405",
    "dialogue:staff_card_vcf":                    "404  404  404  404  404  404  404  404  404  404  404  404  404  404",
    # the QR of a badge: the desk is led to its button
    "dialogue:badge":                             "200  200  200  200  200  200  200  200  200  200  302  200  200  200",
    # the desk alone reads wishes; no slides were given
    "admin:dialogue_registration_changelist":     "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_registration_add":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_registration_change":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_registration_history":        "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_registration_delete":         "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:dialogue_registration_act":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_registration_write":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_registration_slides":         "302  404  404  404  404  404  404  404  404  404  404  403  403  404",
    "admin:dialogue_event_entries":               "302  404  404  404  404  404  404  404  404  404  302  403  403  404",
    # ダイアログ: the desk holds it
    # 研修: the desk alone; staff have their own pages below /ka/kenshu/
    # わたしの研修: of staff, signed in or by a mailed link; a course only for who is on its list
    "training:mine":                              "404  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "training:by_link":                           "410  410  410  410  410  410  410  410  410  410  410  410  410  410",
    # the heads of a 部 about their own people, the mayor the figures of all
    "training:department":                        "302  404  404  404  404  404  404  200  200  200  404  404  404  404",
    # no 修了証 was made yet: who is on the list is led back to the 研修
    "training:certificate":                       "404  404  404  302  404  302  404  404  404  404  404  404  404  404",
    "training:certificate_file":                  "404  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "training:ics_by_link":                       "410  410  410  410  410  410  410  410  410  410  410  410  410  410",
    "training:ics":                               "404  404  404  200  404  200  404  404  404  404  404  404  404  404",
    "training:choose":                            "404  404  404  200  404  200  404  404  404  404  404  404  404  404",
    "training:check_in":                          "404  404  404  200  404  200  404  404  404  404  404  404  404  404",
    "admin:training_session_attendance_file":     "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_sheet":               "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_sheet_file":          "302  404  404  404  404  404  404  404  404  404  404  403  403  404",
    "admin:training_session_removal":             "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_roll":                "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_rest_absent":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_admit":               "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_roll_person":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_screen":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_screen_now":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "training:course":                            "404  404  404  200  404  200  404  404  404  404  404  404  404  404",
    # the officer came to the 研修, the deputy missed it and may do the 自習
    "training:material":                          "404  404  404  200  404  404  404  404  404  404  404  404  404  404",
    "training:material_pages":                    "404  404  404  200  404  404  404  404  404  404  404  404  404  404",
    "training:material_page":                     "404  404  404  200  404  404  404  404  404  404  404  404  404  404",
    "training:resolution":                        "404  404  404  200  404  404  404  404  404  404  404  404  404  404",
    "training:stumble":                           "404  404  404  200  404  404  404  404  404  404  404  404  404  404",
    "training:self_study":                        "404  404  404  404  404  200  404  404  404  404  404  404  404  404",
    "admin:training_course_changelist":           "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_course_add":                  "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_course_change":               "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_course_history":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_course_delete":               "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:training_course_act":                  "302  404  404  404  404  404  404  404  404  404  404  403  403  404",
    "admin:training_course_trainees":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_course_changes":               "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_course_assign":                "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_course_add_trainee":           "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_course_trainee":               "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_course_figures":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_course_figures_sheet":        "302  404  404  404  404  404  404  404  404  404  405  403  403  404",
    "admin:training_course_self_study":           "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_course_promises":             "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_course_papers":               "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_course_paper_file":           "302  404  404  404  404  404  404  404  404  404  404  403  403  404",
    "admin:training_session_changelist":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_add":                 "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_change":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_history":             "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_delete":              "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:training_session_act":                 "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_materials":           "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_material":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_material_file":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_surveys":             "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_survey":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_stumble_changelist":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_stumble_add":                 "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:training_stumble_change":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_stumble_history":             "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_stumble_delete":              "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:training_stumble_act":                 "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_letters":             "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_letter":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:training_session_letter_now":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_changelist":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_add":                   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_change":                "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_history":               "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_delete":                "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:dialogue_event_letters":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_letter":               "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_act":                   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    # ended proposals that are asked how it went: 「追加」 is the page with the list and the letter; nothing is changed
    "admin:screening_afterquestion_changelist":   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_afterquestion_add":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_afterquestion_change":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_afterquestion_history":      "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_afterquestion_delete":       "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    # 引継ぎ and 後任のお知らせ
    "admin:screening_handover_changelist":      "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_successorletter_changelist":"302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_successorletter_add":      "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_successorletter_change":   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_successorletter_history":  "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_successorletter_delete":   "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    # the desk's surveys; one that is open cannot be deleted
    "admin:surveys_survey_changelist":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:surveys_survey_add":                   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:surveys_survey_change":                "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:surveys_survey_history":               "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:surveys_survey_delete":                "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:surveys_survey_act":                   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:surveys_survey_letters":               "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:surveys_survey_remind":                "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:surveys_survey_result":                "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:surveys_survey_sheet":                 "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:surveys_survey_paper":                 "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    # 卓の割り当て: orders, plans, pairs and the morning
    "admin:dialogue_event_seating":                "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_seating_pair":           "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_seating_drop_pair":      "302  404  404  404  404  404  404  404  404  404  405  403  403  404",
    "admin:dialogue_event_seating_morning":        "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_seating_plan":           "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_seating_now":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_seating_announce":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    # at the door: the list, one badge, what was ticked on paper
    "admin:dialogue_event_arrivals":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_badge":                 "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_undo_arrival":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_typed_arrivals":        "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_progress":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_encounters":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_encounters_sheet":      "302  404  404  404  404  404  404  404  404  404  405  403  403  404",
    "admin:dialogue_event_encounter":             "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_step_letters":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_note_sheet":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_note_sheets":           "302  404  404  404  404  404  404  404  404  404  405  403  403  404",
    "admin:dialogue_event_note_sheets_paper":     "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_note_sheets_file":      "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_screen":                "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_screen_now":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_papers":                "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_paper_file":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_survey":                "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:dialogue_event_report":                "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    # no paper was made
    "admin:dialogue_event_report_file":           "302  404  404  404  404  404  404  404  404  404  404  403  403  404",
    "admin:dialogue_event_menus":                 "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    # 部課・団体
    "admin:directory_department_changelist":      "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_department_add":             "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_department_change":          "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_department_history":         "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_department_delete":          "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:directory_division_changelist":        "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_division_add":               "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_division_change":            "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_division_history":           "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_division_delete":            "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:directory_section_changelist":         "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_section_add":                "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_section_change":             "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_section_history":            "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_section_delete":             "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:directory_organization_changelist":    "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_organization_add":           "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:directory_organization_change":        "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_organization_history":       "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_organization_delete":        "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    # what moves in a merge are proposals: the desk alone
    "admin:directory_organization_compare":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:directory_organization_merge":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:accounts_joinrequest_changelist":      "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:accounts_joinrequest_add":             "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:accounts_joinrequest_change":          "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:accounts_joinrequest_history":         "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:accounts_joinrequest_delete":          "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:directory_agreement_changelist":       "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_agreement_add":              "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_agreement_change":           "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_agreement_sheet":            "302  404  404  404  404  404  404  404  404  404  302  302  403  404",
    "admin:directory_agreement_act":              "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_agreement_paper":            "302  404  404  404  404  404  404  404  404  404  404  404  403  404",
    "admin:directory_agreement_history":          "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:directory_agreement_delete":           "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    # 職員
    "admin:accounts_emergencyaccess_changelist":  "302  404  404  404  404  404  404  404  404  404  403  200  200  404",
    "admin:accounts_emergencyaccess_add":         "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:accounts_emergencyaccess_change":      "302  404  404  404  404  404  404  404  404  404  403  200  200  404",
    "admin:accounts_emergencyaccess_history":     "302  404  404  404  404  404  404  404  404  404  403  200  200  404",
    "admin:accounts_emergencyaccess_delete":      "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:accounts_personnelorder_changelist":   "302  404  404  404  404  404  404  404  404  404  403  200  403  404",
    "admin:accounts_personnelorder_add":          "302  404  404  404  404  404  404  404  404  404  403  200  403  404",
    "admin:accounts_personnelorder_change":       "302  404  404  404  404  404  404  404  404  404  403  200  403  404",
    "admin:accounts_personnelorder_history":      "302  404  404  404  404  404  404  404  404  404  403  200  403  404",
    "admin:accounts_personnelorder_delete":       "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:accounts_personnelorder_act":          "302  404  404  404  404  404  404  404  404  404  403  200  403  404",
    "admin:accounts_user_changelist":             "302  404  404  404  404  404  404  404  404  404  403  200  403  404",
    "admin:accounts_user_add":                    "302  404  404  404  404  404  404  404  404  404  403  200  403  404",
    "admin:accounts_user_change":                 "302  404  404  404  404  404  404  404  404  404  403  200  403  404",
    "admin:accounts_user_history":                "302  404  404  404  404  404  404  404  404  404  403  200  403  404",
    "admin:accounts_user_delete":                 "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    # 設定と記録
    "admin:core_citysettings_changelist":         "302  404  404  404  404  404  404  404  404  404  302  302  403  404",
    "admin:core_citysettings_add":                "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:core_citysettings_change":             "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:core_citysettings_history":            "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:core_citysettings_delete":             "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:core_holiday_changelist":              "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:core_holiday_add":                     "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:core_holiday_change":                  "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:core_holiday_history":                 "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:core_holiday_delete":                  "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:core_auditevent_changelist":           "302  404  404  404  404  404  404  404  404  404  403  403  200  404",
    "admin:core_auditevent_add":                  "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:core_auditevent_change":               "302  404  404  404  404  404  404  404  404  404  403  403  200  404",
    "admin:core_auditevent_history":              "302  404  404  404  404  404  404  404  404  404  403  403  200  404",
    "admin:core_auditevent_delete":               "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:core_auditseal_changelist":            "302  404  404  404  404  404  404  404  404  404  403  403  200  404",
    "admin:core_auditseal_add":                   "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:core_auditseal_change":                "302  404  404  404  404  404  404  404  404  404  403  403  200  404",
    "admin:core_auditseal_history":               "302  404  404  404  404  404  404  404  404  404  403  403  200  404",
    "admin:core_auditseal_delete":                "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    # 送るメール
    "admin:core_paperjob_changelist":             "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:notifications_outgoingmail_changelist": "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:notifications_outgoingmail_add":       "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:notifications_outgoingmail_change":    "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:notifications_outgoingmail_history":   "302  404  404  404  404  404  404  404  404  404  200  200  403  404",
    "admin:notifications_outgoingmail_delete":    "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    # 公開
    "portal:home":                                "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "portal:agreements":                          "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "portal:privacy":                             "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "portal:terms":                               "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "portal:accessibility":                       "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "portal:accessibility_results":               "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "portal:security_txt":                        "404  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "portal:healthz":                             "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "proposals:challenges":                       "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "proposals:challenge":                        "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "proposals:challenges_feed":                 "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "proposals:ask":                             "200  200  200  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:self_check":                      "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    # 課題 as the 課 writes them; who sits in no 課 sees nothing
    "proposals:sheets":                          "302  404  404  200  200  200  200  200  200  404  200  404  404  404",
    "proposals:sheet":                           "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    # a published one is no longer written here: back to its page
    "proposals:sheet_step":                      "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "proposals:hand_in":                         "302  404  404  405  405  405  405  405  405  405  405  405  405  405",
    "proposals:reconfirm":                       "302  404  404  405  405  405  405  405  405  405  405  405  405  405",
    "proposals:retire":                          "302  404  404  405  405  405  405  405  405  405  405  405  405  405",
    "proposals:revive":                          "302  404  404  405  405  405  405  405  405  405  405  405  405  405",
    # by a link in a mail: a token that opens nothing is the same for all
    "proposals:reconfirm_by_link":               "404  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:trouble_by_link":                 "404  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:trouble":                         "200  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "proposals:start":                            "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    # whether everything works: no beat runs in a test, so it says 503
    "portal:readyz":                              "503  503  503  503  503  503  503  503  503  503  503  503  503  503",
    # the numbers: to the networks that may ask, and none is named
    "portal:metrics":                             "404  404  404  404  404  404  404  404  404  404  404  404  404  404",
    # the demo's mailbox: nowhere else
    "portal:mailbox":                             "404  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "portal:mailbox_letter":                      "404  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "portal:my_page":                             "302  302  302  302  302  302  302  302  302  302  302  302  302  302",
    # a company's own pages: staff read proposals on theirs
    "proposals:mine":                             "302  200  200  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:proposal":                         "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:receipt":                          "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    # 対話の日: read by the 団体 behind the proposal; no day is fixed, so there is no file for a calendar
    "proposals:meeting":                          "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:meeting_ics":                      "302  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:dates":                            "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:procedure":                        "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    # 受付票: ordered by a button, for the 団体 of the proposal alone
    "proposals:order_receipt":                    "302  405  405  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:receipt_paper":                    "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:receipt_pdf":                      "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:version":                          "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:compare":                          "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:evidence":                         "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    # asked for no correction: led back to the proposal
    "proposals:correct":                          "302  302  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:proposal_file":                    "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:message":                          "302  405  405  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:copy":                             "302  405  405  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:confirm":                          "302  405  405  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:roster":                           "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:contact":                          "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:withdraw":                         "302  405  405  404  404  404  404  404  404  404  404  404  404  404",
    # 事前相談: its own 団体 or the browser that began it; booked, it shows its page
    "proposals:consult":                         "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "proposals:consultation":                    "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:consultation_deck":               "404  302  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:consultation_slot":               "404  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:consultation_email":              "404  302  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:consultation_contact":            "404  302  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:consultation_ics":                "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:consultation_file":               "404  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:consultation_cancel":             "302  405  405  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:consultation_draft":              "302  405  405  404  404  404  404  404  404  404  404  404  404  404",
    # a draft: its own 団体 or the browser that began it
    # on paper for whoever has signed in
    "proposals:order_draft_paper":                "302  405  405  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:draft_paper":                      "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:draft_pdf":                        "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:co_proposers":                     "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:step":                             "404  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:put_aside":                        "404  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:draft_file":                       "404  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:draft_files":                      "404  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "proposals:discard":                          "405  405  405  405  405  405  405  405  405  405  405  405  405  405",
    # 引継書 of a 担当: its holder, 課長 and 代決者, the desk; a post that does not end cannot be handed over
    "portal:handovers":                           "302  404  404  200  200  200  200  200  404  404  200  404  404  404",
    "portal:handover":                            "302  404  404  200  404  200  200  404  404  404  200  404  404  404",
    "portal:handover_words":                      "302  404  404  405  405  405  405  405  405  405  405  405  405  405",
    "portal:hand_over":                           "302  404  404  302  404  302  302  404  404  404  404  404  404  404",
    "portal:handover_order":                      "302  404  404  405  405  405  405  405  405  405  405  405  405  405",
    "portal:handover_paper":                      "302  404  404  200  404  200  200  404  404  404  200  404  404  404",
    "portal:handover_file":                       "302  404  404  200  404  200  200  404  404  404  200  404  404  404",
    # 部の状況: リーダー and 部長 of the 部 are led to their own, the desk and the mayor choose; a paper for the heads is none
    # of the mayor's, who has one without small groups
    "portal:departments":                         "302  404  404  404  404  404  404  302  302  200  200  404  404  404",
    "portal:department":                          "302  404  404  404  404  404  404  200  200  200  200  404  404  404",
    "portal:department_sheet":                    "302  404  404  404  404  404  404  200  200  200  200  404  404  404",
    "portal:department_order":                    "302  404  404  405  405  405  405  405  405  405  405  405  405  405",
    "portal:department_paper":                    "302  404  404  404  404  404  404  200  200  404  200  404  404  404",
    "portal:department_file":                     "302  404  404  404  404  404  404  200  200  404  200  404  404  404",
    # 企業カルテ: the desk, and who works in a 課 or leads a 部 (the other 課 reads its 企業メニュー); the table is the desk's
    "portal:records":                             "302  404  404  200  200  200  200  200  200  404  200  404  404  404",
    "portal:records_sheet":                       "302  404  404  404  404  404  404  404  404  404  200  404  404  404",
    "portal:record":                              "302  404  404  200  200  200  200  200  200  404  200  404  404  404",
    "portal:open_record":                         "302  404  404  405  405  405  405  405  405  404  405  404  404  404",
    # 課のページ: foreign and absent are the same 404; a GET of an act leads back to the page
    "screening:worklist":                         "302  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "screening:dossier":                          "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "screening:evidence":                         "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "screening:order_receipt":                    "302  404  404  404  404  404  404  404  404  404  405  404  404  404",
    "screening:receipt_paper":                    "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "screening:receipt_pdf":                      "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    # 条件と実施: read by who reads the whole proposal, kept by the lead 課 and the desk
    "screening:undertaking":                      "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "screening:condition_met":                    "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:record":                           "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:milestone":                        "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:milestone_done":                   "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    # 起案セット: asked for by the lead 課 and the desk, opened by who reads the whole proposal
    "screening:order_drafting_set":               "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:drafting_paper":                   "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "screening:drafting_file":                    "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "screening:attachment":                       "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "screening:page_images":                      "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "screening:page_image":                       "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "screening:answer":                           "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:answer_confirm":                   "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:opinion":                          "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    # 裁定: the leader of the 部 that was asked; by a link, whoever holds it
    # 関心あり: who works in a 課; of what the company shares
    "screening:summaries":                        "302  404  404  200  200  200  200  404  404  404  404  404  404  404",
    "screening:summary":                          "302  404  404  200  200  200  200  404  404  404  404  404  404  404",
    "screening:handler":                          "302  404  404  200  404  200  200  404  404  404  404  404  404  404",
    "screening:dates":                            "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "screening:ruling":                           "302  404  404  404  404  404  404  200  404  404  404  404  404  404",
    "screening:ruling_by_link":                   "410  410  410  410  410  410  410  410  410  410  410  410  410  410",
    # ダイアログ: a person's own page, by a mailed link or by the address of the account
    "dialogue:person_by_link":                    "410  410  410  410  410  410  410  410  410  410  410  410  410  410",
    "dialogue:staff_person_by_link":              "410  410  410  410  410  410  410  410  410  410  410  410  410  410",
    "dialogue:person":                            "404  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "dialogue:staff_person":                      "404  404  404  200  404  404  404  404  404  404  404  404  404  404",
    # 出会い: for the 団体 that met, and for the 課 that met and who leads it; who came by a link is tested by itself
    "dialogue:encounters":                        "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "dialogue:encounter":                         "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "dialogue:step_done":                         "302  405  404  404  404  404  404  404  404  404  404  404  404  404",
    "dialogue:propose":                           "302  405  404  404  404  404  404  404  404  404  404  404  404  404",
    "dialogue:staff_encounters":                  "302  404  404  200  404  200  200  200  200  404  404  404  404  404",
    "dialogue:staff_encounter":                   "302  404  404  200  404  200  200  200  200  404  404  404  404  404",
    "dialogue:staff_step_done":                   "302  404  404  405  404  405  405  405  405  404  404  404  404  404",
    "dialogue:staff_step_dropped":                "302  404  404  405  404  405  405  405  405  404  404  404  404  404",
    "dialogue:encounter_missed":                  "302  404  404  405  404  405  405  405  405  404  404  404  404  404",
    # 部長 and リーダー read; they write no memo for the 課
    "dialogue:registration_memo":                 "302  404  404  200  404  200  200  404  404  404  404  404  404  404",
    "dialogue:encounter_memo":                    "302  404  404  200  404  200  200  404  404  404  404  404  404  404",
    # 予定表: for whoever reads for a 課; by its secret address without signing in, an unknown one is 404 for all
    "screening:feed_page":                        "302  404  404  200  200  200  200  200  200  404  200  404  404  404",
    "screening:stop_feed":                        "302  404  404  405  405  405  405  405  405  405  405  405  405  405",
    "screening:feed":                             "404  404  404  404  404  404  404  404  404  404  404  404  404  404",
    # 市の手続: a checklist for who reads the whole proposal
    "screening:procedures":                       "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    # 対話: the page, and the buttons on it; no day is fixed, so there is no file for a calendar
    "screening:dialogue":                         "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "screening:meeting_ics":                      "302  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "screening:meeting_offer":                    "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:meeting_fix":                      "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:meeting_move":                     "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:meeting_cancel":                   "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:next_step":                        "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:next_step_done":                   "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    # the form of the lead 課 alone; before its answer it is led back
    "screening:outcome":                          "302  404  404  302  404  302  302  404  404  404  404  404  404  404",
    "screening:outcome_confirm":                  "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:reply_request":                    "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:note":                             "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    # who reads the whole proposal; scores and findings only after declaring (tests/screening/views/test_judging.py)
    "screening:told":                             "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "screening:judging":                          "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "screening:declare_conflict":                 "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:finding":                          "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:scores":                           "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:name_assessor":                    "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:release_assessor":                 "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:compare":                          "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "screening:compare_chosen":                   "302  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "screening:inquiry":                          "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:contacts":                         "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "screening:retention":                        "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "screening:precedents":                       "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "screening:contacts_csv":                     "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    # 報告
    "reports:index":                              "302  404  404  404  404  404  200  200  200  200  200  404  404  404",
    "reports:paper":                              "302  404  404  404  404  404  200  200  200  200  200  404  404  404",
    "reports:download":                           "302  404  404  404  404  404  200  200  200  200  200  404  404  404",
    "portal:now":                                 "302  404  404  404  404  404  200  200  200  200  200  404  404  404",
    "portal:now_sheet":                           "302  404  404  404  404  404  200  200  200  200  200  404  404  404",
    "reports:figures":                            "302  404  404  404  404  404  200  200  200  200  200  404  404  404",
    "reports:figures_sheet":                      "302  404  404  404  404  404  200  200  200  200  200  404  404  404",
    "reports:order_figures":                      "302  404  404  404  404  404  404  405  405  405  405  404  404  404",
    "reports:vision":                             "302  404  404  404  404  404  200  200  200  200  200  404  404  404",
    "reports:order_vision":                       "302  404  404  404  404  404  404  405  405  405  405  404  404  404",
    # 自己点検: who reads one 課 alone is led to it; the 課, its 部 and the desk read it
    "reports:self_checks":                        "302  404  404  302  302  302  302  302  302  404  200  404  404  404",
    "reports:self_check":                         "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "reports:statistics":                         "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "reports:statistics_csv":                     "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "reports:statistics_json":                    "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "reports:again":                              "302  404  404  404  404  404  404  405  405  405  405  404  404  404",
    "reports:order":                              "302  404  404  404  404  404  404  405  405  405  405  404  404  404",
    # 受付・照会: the desk alone reads proposals in the admin
    "admin:screening_deskproposal_changelist":    "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_deskproposal_enter":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_deskproposal_today":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_deskproposal_export":        "302  404  404  404  404  404  404  404  404  404  405  405  405  404",
    "admin:screening_deskproposal_paper":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_deskproposal_file":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_deskproposal_keep":          "302  404  404  404  404  404  404  404  404  404  405  405  405  404",
    "admin:screening_deskproposal_drop":          "302  404  404  404  404  404  404  404  404  404  405  405  405  404",
    "admin:screening_deskproposal_bulk":          "302  404  404  404  404  404  404  404  404  404  302  403  403  404",
    "admin:screening_deskproposal_telephone":     "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_deskproposal_hand_over":     "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_deskproposal_nobody":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_deskproposal_year_end":      "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_deskproposal_change":        "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    # two named posts alone: who was not named, at the desk too, sees no such page
    "admin:screening_deskproposal_roster":        "302  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "admin:screening_deskproposal_roster_file":   "302  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "admin:screening_deskproposal_hints":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    # 一件記録: the desk alone, and of the desk who asked for it
    "admin:screening_deskproposal_dossier":       "302  404  404  404  404  404  404  404  404  404  405  405  405  404",
    "admin:screening_deskproposal_dossier_paper": "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_deskproposal_dossier_file":  "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_deskproposal_archive":       "302  404  404  404  404  404  404  404  404  404  405  405  405  404",
    "admin:screening_deskproposal_archive_paper": "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_deskproposal_archive_file":  "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_deskproposal_evidence":      "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_deskproposal_act":           "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_consultation_changelist":   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_consultation_change":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_consultation_act":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_consultation_ics":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_consultation_file":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_consultationslot_changelist":"302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_consultationslot_add":      "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    # 課題・文面・選択肢
    "admin:proposals_challenge_changelist":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_challenge_add":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_challenge_change":           "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_challenge_history":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_challenge_delete":           "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:proposals_challenge_act":             "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_challengequestion_changelist":"302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_challengequestion_add":     "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_challengequestion_change":  "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_challengequestion_history": "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_challengequestion_delete":  "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:proposals_trouble_changelist":        "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_trouble_add":               "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:proposals_trouble_change":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_trouble_history":           "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_trouble_delete":            "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:proposals_trouble_act":               "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_sorterdestination_changelist":"302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_sorterdestination_add":     "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:proposals_sorterdestination_change":  "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_sorterdestination_history": "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_sorterdestination_delete":  "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:proposals_correctionreason_changelist": "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_correctionreason_add":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_correctionreason_change":    "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_correctionreason_history":   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_correctionreason_delete":    "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:proposals_pledgeitem_changelist":      "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_pledgeitem_add":             "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:proposals_pledgeitem_change":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_pledgeitem_history":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_pledgeitem_delete":          "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    # 情報公開: the desk alone
    "admin:screening_disclosurerequest_changelist": "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disclosurerequest_add":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disclosurerequest_change":    "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disclosurerequest_document":  "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disclosurerequest_preview":   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disclosurerequest_act":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disclosurerequest_opinion":   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disclosurerequest_paper":     "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disclosurerequest_file":      "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disclosurerequest_everywhere": "302  404  404  404  404  404  404  404  404  404  405  403  403  404",
    "admin:screening_disclosurerequest_order":     "302  404  404  404  404  404  404  404  404  404  405  403  403  404",
    "admin:screening_retentionclass_changelist": "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_retentionclass_add":        "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:screening_retentionclass_change":     "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_retentionclass_history":    "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_retentionclass_delete":     "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:screening_hold_changelist":           "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_hold_add":                  "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_hold_change":               "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_hold_history":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_hold_delete":               "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:screening_hold_act":                  "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disposallist_changelist":   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disposallist_add":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disposallist_change":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disposallist_history":      "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disposallist_delete":       "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:screening_disposallist_act":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disposallist_sheet":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disposallist_put_off":      "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disposallist_hold":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disposallist_retry":        "302  404  404  404  404  404  404  404  404  404  405  403  403  404",
    "admin:screening_disclosureground_changelist": "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disclosureground_add":        "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disclosureground_change":     "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disclosureground_history":    "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disclosureground_delete":     "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:screening_disclosureterms_changelist":  "302  404  404  404  404  404  404  404  404  404  302  403  403  404",
    "admin:screening_disclosureterms_add":         "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:screening_disclosureterms_change":      "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disclosureterms_history":     "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_disclosureterms_delete":      "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:screening_contact_changelist":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_contact_add":                "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_contact_change":             "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_contact_history":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_contact_delete":             "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    # named by who keeps the posts, not by who reads proposals
    "admin:screening_rosterreader_changelist":    "302  404  404  404  404  404  404  404  404  404  403  200  403  404",
    "admin:screening_rosterreader_add":           "302  404  404  404  404  404  404  404  404  404  403  200  403  404",
    "admin:screening_rosterreader_change":        "302  404  404  404  404  404  404  404  404  404  403  200  403  404",
    "admin:screening_rosterreader_history":       "302  404  404  404  404  404  404  404  404  404  403  200  403  404",
    "admin:screening_rosterreader_delete":        "302  404  404  404  404  404  404  404  404  404  403  200  403  404",
    "admin:screening_checkitem_changelist":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_checkitem_add":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_checkitem_change":           "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_checkitem_history":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_checkitem_delete":           "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:screening_standingconsultee_changelist":"302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_standingconsultee_add":     "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_standingconsultee_change":  "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_standingconsultee_history": "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_standingconsultee_delete":  "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_norm_changelist":             "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_norm_add":                    "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_norm_change":                 "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_norm_history":                "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:proposals_norm_delete":                 "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_replytemplate_changelist":   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_replytemplate_add":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_replytemplate_change":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_replytemplate_history":      "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_replytemplate_delete":       "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:screening_criteriaset_changelist":     "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_criteriaset_add":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_criteriaset_change":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_criteriaset_history":        "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_criteriaset_delete":         "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:screening_declinereason_changelist":   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_declinereason_add":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_declinereason_change":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_declinereason_history":      "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_declinereason_delete":       "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:reports_selfcheckstatement_changelist":"302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:reports_selfcheckstatement_add":       "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:reports_selfcheckstatement_change":    "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:reports_selfcheckstatement_history":   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:reports_selfcheckstatement_delete":    "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:reports_visiontarget_changelist":      "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:reports_visiontarget_add":             "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:reports_visiontarget_change":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:reports_visiontarget_history":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:reports_visiontarget_delete":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_budgetdate_changelist":     "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_budgetdate_add":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_budgetdate_change":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_budgetdate_history":        "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_budgetdate_delete":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_contractlimit_changelist":  "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_contractlimit_add":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_contractlimit_change":      "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_contractlimit_history":     "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:screening_contractlimit_delete":      "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "screening:close_work":                       "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    "screening:begin_case":                       "302  404  404  302  404  302  302  302  302  404  302  404  404  404",
    # 事例: every employee with a post reads what is open; the 課 that keeps one and the desk write
    "knowledge:cases":                            "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "knowledge:case":                             "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "knowledge:case_history":                     "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "knowledge:write_case":                       "302  404  404  200  200  200  200  404  404  404  200  404  404  404",
    "knowledge:revise_case":                      "302  404  404  200  404  200  200  404  404  404  200  404  404  404",
    "knowledge:hand_in_case":                     "302  404  404  405  404  405  405  404  404  404  405  404  404  404",
    "admin:knowledge_casestudy_changelist":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_casestudy_add":              "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:knowledge_casestudy_change":           "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_casestudy_history":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_casestudy_delete":           "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:knowledge_casestudy_act":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_casestudy_import":           "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    # 企業メニュー: every employee with a post reads what is open; a company its own
    "knowledge:menus":                            "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "knowledge:menu":                             "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "knowledge:slide":                            "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "knowledge:pages":                            "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "knowledge:page":                             "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "knowledge:order_booklet":                    "302  404  404  405  405  405  405  405  405  405  405  405  405  404",
    "knowledge:booklet":                          "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "knowledge:booklet_pdf":                      "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "knowledge:my_menus":                         "302  200  200  404  404  404  404  404  404  404  404  404  404  404",
    "knowledge:offer":                            "302  200  200  404  404  404  404  404  404  404  404  404  404  404",
    "knowledge:my_menu":                          "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "knowledge:keep":                             "302  405  405  404  404  404  404  404  404  404  404  404  404  404",
    "knowledge:withdraw":                         "302  405  405  404  404  404  404  404  404  404  404  404  404  404",
    "knowledge:my_slide":                         "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "admin:knowledge_menu_changelist":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_menu_add":                   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_menu_change":                "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_menu_history":               "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_menu_delete":                "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:knowledge_menu_act":                   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_menu_revise":                "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_menu_export":                "302  404  404  404  404  404  404  404  404  404  405  403  403  404",
    # the public face of a 事例: everybody reads it, its 団体 agrees, the 課 that keeps it and the desk add pictures
    "knowledge:public_cases":                      "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:cases_feed":                        "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:cases_json":                        "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:cases_csv":                         "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:public_case":                       "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:case_card":                         "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:case_picture":                      "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:my_cases":                          "302  200  200  404  404  404  404  404  404  404  404  404  404  404",
    "knowledge:my_case":                           "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "knowledge:agree":                             "302  405  405  404  404  404  404  404  404  404  404  404  404  404",
    "knowledge:refuse":                            "302  405  405  404  404  404  404  404  404  404  404  404  404  404",
    "knowledge:withdraw_consent":                  "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "knowledge:my_case_picture":                   "302  200  404  404  404  404  404  404  404  404  404  404  404  404",
    "knowledge:case_pictures":                     "302  404  404  200  404  200  200  404  404  404  200  404  404  404",
    "knowledge:staff_case_picture":                "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "knowledge:show_picture":                      "302  404  404  405  405  405  405  405  405  405  405  405  405  405",
    "knowledge:remove_picture":                    "302  404  404  405  405  405  405  405  405  405  405  405  405  405",
    # ガイドライン: everybody reads the public chapters, every member of staff all of them; the desk writes them
    "knowledge:guideline":                         "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:guideline_pdf":                     "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:chapter":                           "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:chapter_history":                   "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:chapter_change":                    "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:staff_guideline":                   "302  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:staff_chapter":                     "302  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:staff_chapter_history":             "302  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:staff_chapter_change":              "302  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:acknowledge":                       "302  404  404  405  405  405  405  405  405  405  405  405  405  405",
    "knowledge:must_read":                         "302  404  404  404  404  404  404  200  200  404  200  404  404  404",
    "knowledge:order_edition":                     "302  404  404  405  405  405  405  405  405  405  405  405  405  405",
    "knowledge:edition":                           "302  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:edition_pdf":                       "302  404  404  200  200  200  200  200  200  200  200  200  200  200",
    # 見直し: the desk of all, who writes the answers of its 課 of its own
    "knowledge:reviews":                           "302  404  404  200  200  200  200  404  404  404  200  404  404  404",
    "knowledge:review":                            "302  404  404  200  404  200  200  404  404  404  200  404  404  404",
    # 必読 by a link: nobody without one
    "knowledge:read":                              "404  404  404  404  404  404  404  404  404  404  404  404  404  404",
    "knowledge:read_by_link":                      "404  404  404  404  404  404  404  404  404  404  404  404  404  404",
    # 見守り: whoever holds a post; the link in the letter stops without signing in
    "knowledge:watches":                           "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "knowledge:stop_watch":                        "302  404  404  405  405  405  405  405  405  405  405  405  405  404",
    "knowledge:stop_by_link":                      "200  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "admin:knowledge_chapter_changelist":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_chapter_add":                 "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_chapter_change":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_chapter_history":             "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_chapter_delete":              "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:knowledge_chapter_act":                 "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_chapter_readings":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_chapter_remove":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_chapter_draft":               "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    # 連携手法: every member of staff reads them and asks the 手法ナビ; the desk writes them
    "knowledge:methods":                          "302  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:method":                           "302  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:navigator":                        "302  404  404  200  200  200  200  200  200  200  200  200  200  200",
    "admin:knowledge_method_changelist":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_method_add":                 "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:knowledge_method_change":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_method_history":             "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_method_delete":              "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:knowledge_method_act":                 "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_method_words":               "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_method_rules":               "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_navigatorquestion_changelist":"302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_navigatorquestion_add":      "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:knowledge_navigatorquestion_change":   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_navigatorquestion_history":  "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_navigatorquestion_delete":   "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:knowledge_navigatorquestion_act":      "302  404  404  404  404  404  404  404  404  404  404  403  403  404",
    "admin:knowledge_navigatorquestion_words":    "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    # デスクへの相談: read by the 課 that asks, who leads its 部, and the desk; begun by who works in a 課. FAQ: every post
    "knowledge:supports":                          "302  404  404  200  200  200  200  200  200  404  200  404  404  404",
    "knowledge:begin_support":                     "302  404  404  200  200  200  200  404  404  404  404  404  404  404",
    "knowledge:support":                           "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "knowledge:faqs":                              "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "knowledge:faq":                               "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "admin:knowledge_supportrequest_changelist":   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_supportrequest_add":          "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:knowledge_supportrequest_change":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_supportrequest_history":      "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_supportrequest_delete":       "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:knowledge_supportrequest_act":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_supportrequest_answer":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_supportrequest_faq":          "302  404  404  404  404  404  404  404  404  404  302  403  403  404",
    "admin:knowledge_standingconsultee_changelist": "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_standingconsultee_add":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_standingconsultee_change":    "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_standingconsultee_history":   "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_standingconsultee_delete":    "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_faq_changelist":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_faq_add":                     "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_faq_change":                  "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_faq_history":                 "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_faq_delete":                  "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:knowledge_faq_act":                     "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_faq_revise":                  "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    # one box: every member of staff with a post over what staff read, everybody over what is public
    "knowledge:staff_search":                      "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "knowledge:search":                            "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:challenge_cases":                   "200  200  200  200  200  200  200  200  200  200  200  200  200  200",
    "knowledge:staff_challenge_cases":             "302  404  404  200  404  200  200  200  200  404  200  404  404  404",
    "admin:knowledge_vainsearch_changelist":       "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_vainsearch_add":              "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:knowledge_vainsearch_change":           "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_vainsearch_history":          "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_vainsearch_delete":           "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:knowledge_vainsearch_act":              "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    # 様式: every post takes them; the desk keeps them
    "knowledge:templates":                         "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "knowledge:template":                          "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "knowledge:template_file":                     "302  404  404  200  200  200  200  200  200  200  200  200  200  404",
    "admin:knowledge_template_changelist":         "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_template_add":                "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_template_change":             "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_template_history":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_template_delete":             "302  404  404  404  404  404  404  404  404  404  403  403  403  404",
    "admin:knowledge_template_act":                "302  404  404  404  404  404  404  404  404  404  404  403  403  404",
    "admin:knowledge_template_version":            "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
    "admin:knowledge_template_revise":             "302  404  404  404  404  404  404  404  404  404  200  403  403  404",
}  # fmt: skip


WITH_CODE = {"answer", "answer_confirm", "opinion", "handler"}
WITH_FILE = {"attachment", "page_images", "proposal_file"}
WITH_NUMBER = (
    WITH_CODE
    | WITH_FILE
    | {"ruling", "summary"}
    | {
        "contacts",
        "contacts_csv",
        "precedents",
        "retention",
        "order_drafting_set",
        "undertaking",
        "record",
        "milestone",
        "close_work",
        "begin_case",
    }
    | {"dossier", "evidence", "dialogue", "outcome", "outcome_confirm", "note", "inquiry"}
    | {"ruling"}
    | {
        "meeting",
        "meeting_ics",
        "meeting_offer",
        "meeting_fix",
        "meeting_move",
        "meeting_cancel",
        "next_step",
        "procedures",
        "reply_request",
    }
    | {
        "proposal",
        "receipt",
        "dates",
        "order_receipt",
        "evidence",
        "correct",
        "message",
        "confirm",
        "contact",
        "roster",
        "withdraw",
        "told",
        "procedure",
        "judging",
        "declare_conflict",
        "finding",
        "scores",
        "name_assessor",
        "release_assessor",
    }
)


def expected(name: str) -> dict[str, int]:
    return dict(zip(ROLES, map(int, MATRIX[name].split()), strict=True))


def arguments(name: str, world: Any) -> dict[str, Any]:
    """Return what the URL needs: things of the 団体 and the 課 of this world."""
    if name.startswith(("dialogue:", "admin:dialogue_")):
        return addresses.arguments(name, world)
    if name.startswith(("training:", "admin:training_")):
        return training_arguments(name, world)
    if name.startswith(("surveys:", "admin:surveys_")):
        return survey_arguments(name, world)
    if name.startswith("admin:screening_disclosurerequest_") and name.rsplit("_", 1)[1] not in {"changelist", "add"}:
        return _of_disclosure(name.rsplit("_", 1)[1], world)
    number = world.proposal.number
    if (
        name.startswith("admin:")
        and "deskproposal" not in name
        and name.count("_") >= 2
        and name.rsplit("_", 1)[1] in {"change", "history", "delete"}
    ):
        return {"object_id": _row(name.removeprefix("admin:").rsplit("_", 1)[0], world)}
    tail = name.partition(":")[2]
    if name.startswith(("screening:", "proposals:")) and tail in WITH_NUMBER:
        extra = {"code": world.division.code} if tail in WITH_CODE else {}
        return {"number": number, **extra, **({"file": world.file.uuid} if tail in WITH_FILE else {})}
    return {
        "proposals:version": {"number": number, "version": 1},
        "screening:compare": {"code": _competing(world)} if name == "screening:compare" else {},
        "proposals:receipt_paper": {"number": number, "paper": world.receipt.uuid},
        "proposals:receipt_pdf": {"number": number, "paper": world.receipt.uuid},
        "screening:receipt_paper": {"number": number, "paper": world.receipt.uuid},
        "screening:receipt_pdf": {"number": number, "paper": world.receipt.uuid},
        "screening:milestone_done": {"number": number, "pk": 1},
        "screening:condition_met": {"number": number, "position": 1},
        "screening:drafting_paper": {"number": number, "paper": world.drafting.uuid},
        "screening:drafting_file": {"number": number, "paper": world.drafting.uuid},
        "proposals:order_draft_paper": {"draft": world.draft.uuid},
        "proposals:draft_paper": {"draft": world.draft.uuid, "paper": world.draft_paper.uuid},
        "proposals:draft_pdf": {"draft": world.draft.uuid, "paper": world.draft_paper.uuid},
        "proposals:compare": {"number": number, "older": 1, "version": 1},
        "proposals:challenge": {"code": world.challenge.code},
        **{
            f"proposals:{page}": {"code": world.challenge.code}
            for page in ("ask", "sheet", "hand_in", "reconfirm", "retire", "revive")
        },
        "proposals:sheet_step": {"code": world.challenge.code, "step": "suuji"},
        "proposals:reconfirm_by_link": {"token": "a-token-that-opens-nothing"},
        "screening:ruling_by_link": {"token": "a-token-that-opens-nothing"},
        "proposals:trouble_by_link": {"token": "a-token-that-opens-nothing"},
        "admin:directory_agreement_act": {
            "pk": AgreementFactory(organization=world.organization).pk,
            "verb": "torikumi",
        }
        if name == "admin:directory_agreement_act"
        else {},
        "admin:directory_agreement_paper": {"pk": 1, "file": "00000000-0000-4000-8000-000000000000"},
        "admin:accounts_personnelorder_act": {"pk": PersonnelOrderFactory().pk, "verb": "torisage"}
        if name == "admin:accounts_personnelorder_act"
        else {},
        "admin:screening_hold_act": {"pk": HoldFactory().pk, "verb": "toku"}
        if name == "admin:screening_hold_act"
        else {},
        "admin:screening_disposallist_act": {"pk": _line(world).disposal_id, "verb": "onegai"}
        if name == "admin:screening_disposallist_act"
        else {},
        "admin:screening_disposallist_sheet": {"pk": _line(world).disposal_id}
        if name == "admin:screening_disposallist_sheet"
        else {},
        "admin:screening_disposallist_put_off": {"pk": _line(world).disposal_id, "line": _line(world).uuid}
        if name == "admin:screening_disposallist_put_off"
        else {},
        "admin:screening_disposallist_hold": {"pk": _line(world).disposal_id, "line": _line(world).uuid}
        if name == "admin:screening_disposallist_hold"
        else {},
        "admin:screening_disposallist_retry": {"pk": _line(world).disposal_id, "line": _line(world).uuid}
        if name == "admin:screening_disposallist_retry"
        else {},
        "admin:proposals_challenge_act": {"pk": world.challenge.pk, "verb": "torisage"},
        "admin:proposals_trouble_act": {"pk": TroubleFactory(division=world.division).pk, "verb": "katazukeru"}
        if name == "admin:proposals_trouble_act"
        else {},
        "proposals:step": {"draft": world.draft.uuid, "step": "proposal"},
        "proposals:put_aside": {"draft": world.draft.uuid},
        "proposals:discard": {"draft": world.draft.uuid},
        "screening:next_step_done": {"number": number, "step": "00000000-0000-4000-8000-000000000000"},
        "screening:feed": {"token": "an-address-that-opens-nothing"},
        "screening:page_image": {"number": number, "file": world.file.uuid, "page": 1},
        "proposals:draft_files": {"draft": world.draft.uuid},
        "proposals:draft_file": {"draft": world.draft.uuid, "file": world.draft_file.uuid},
        **{f"accounts:{page}": {"uuid": world.organization.uuid} for page in ("organization", "profile", "invite")},
        "accounts:cancel_invitation": {"uuid": world.organization.uuid, "pk": 1},
        "accounts:decide_join_request": {"uuid": world.organization.uuid, "pk": 1},
        "accounts:member": {"uuid": world.organization.uuid, "pk": world.member.pk},
        "admin:directory_organization_compare": {"source": world.organization.pk},
        "admin:directory_organization_merge": {"source": world.organization.pk, "target": world.twin.pk},
        "accounts:invitation": {"token": world.token},
        "proposals:co_proposers": {"draft": world.draft.uuid},
        "proposals:joint": {"token": world.joint_token},
        "proposals:pledges_by_link": {"token": world.pledges_token},
        "accounts:postal_code": {"code": "6308580"},
        **{
            f"proposals:{page}": {"consultation": world.consultation.uuid}
            for page in (
                "consultation",
                "consultation_deck",
                "consultation_slot",
                "consultation_email",
                "consultation_contact",
                "consultation_ics",
                "consultation_cancel",
                "consultation_draft",
            )
        },
        "proposals:consultation_file": {
            "consultation": world.consultation.uuid,
            "file": world.consultation_file.uuid,
        },
        "admin:proposals_consultation_act": {"object_id": world.consultation.uuid, "verb": "kiroku"},
        "admin:proposals_consultation_ics": {"object_id": world.consultation.uuid},
        "admin:proposals_consultation_file": {
            "object_id": world.consultation.uuid,
            "file": world.consultation_file.uuid,
        },
        **{
            f"knowledge:{page}": {"code": world.menu.code}
            for page in ("menu", "slide", "pages", "my_menu", "keep", "withdraw", "my_slide")
        },
        **{
            f"knowledge:{page}": {"code": world.public_case.code}
            for page in ("public_case", "case_card", "my_case", "agree", "refuse", "withdraw_consent", "case_pictures")
        },
        **{
            f"knowledge:{page}": {"code": world.public_case.code, "uuid": world.picture.file.uuid}
            for page in ("case_picture", "my_case_picture", "staff_case_picture", "show_picture", "remove_picture")
        },
        **{
            f"knowledge:{side}chapter{page}": {"anchor": world.chapter.anchor, **named}
            for side in ("", "staff_")
            for page, named in (("", {}), ("_history", {}), ("_change", {"number": 2}))
        },
        "knowledge:template": {"code": world.template.code},
        "knowledge:template_file": {"code": world.template.code, "number": 1},
        "admin:knowledge_template_act": {"pk": world.template.pk, "verb": "nai"},
        **{f"admin:knowledge_template_{page}": {"pk": world.template.pk} for page in ("version", "revise")},
        "knowledge:support": {"uuid": world.support.uuid},
        "knowledge:faq": {"code": world.faq.code},
        "admin:knowledge_supportrequest_act": {"pk": world.support.pk, "verb": "kaku"},
        **{f"admin:knowledge_supportrequest_{page}": {"pk": world.support.pk} for page in ("answer", "faq")},
        "admin:knowledge_faq_act": {"pk": world.faq.pk, "verb": "torisage"},
        "admin:knowledge_faq_revise": {"pk": world.faq.pk},
        "knowledge:challenge_cases": {"code": world.challenge.code},
        "knowledge:staff_challenge_cases": {"code": world.challenge.code},
        "admin:knowledge_vainsearch_act": {"pk": world.vain_search.pk, "verb": "katazukeru"},
        **{f"knowledge:{page}case{rest}": {"code": world.case.code} for page, rest in CASE_PAGES},
        "admin:knowledge_casestudy_act": {"pk": world.case.pk, "verb": "kimeru"},
        "knowledge:acknowledge": {"anchor": world.chapter.anchor},
        "knowledge:stop_by_link": {"token": stop_token(world.people["officer"])},
        "knowledge:review": {"kind": "jirei", "code": world.case.code},
        "knowledge:edition": {"paper": world.edition.uuid},
        "knowledge:edition_pdf": {"paper": world.edition.uuid},
        "admin:knowledge_chapter_act": {"pk": world.chapter.pk, "verb": "kimeru"},
        "admin:knowledge_chapter_draft": {"pk": world.chapter.pk},
        "knowledge:method": {"code": world.method.code},
        "admin:knowledge_method_act": {"pk": world.method.pk, "verb": "kimeru"},
        **{f"admin:knowledge_method_{page}": {"pk": world.method.pk} for page in ("words", "rules")},
        **{
            f"admin:knowledge_navigatorquestion_{page}": {"pk": world.answer.question.pk, **named}
            for page, named in (("words", {}), ("act", {"verb": "nai"}))
        },
        "admin:knowledge_chapter_readings": {"pk": world.chapter.pk},
        "knowledge:read_by_link": {"token": "absent"},
        "admin:knowledge_chapter_remove": {"pk": world.chapter.pk},
        "knowledge:page": {"code": world.menu.code, "page": 1},
        "knowledge:booklet": {"paper": world.booklet.uuid},
        "knowledge:booklet_pdf": {"paper": world.booklet.uuid},
        "admin:knowledge_menu_act": {"pk": world.menu.pk, "verb": "tazuneru"},
        "admin:knowledge_menu_revise": {"pk": world.menu.pk},
        "portal:mailbox_letter": {"name": "absent"},
        **{
            f"portal:{page}": {"pk": world.seat.pk}
            for page in ("handover", "handover_words", "hand_over", "handover_order")
        },
        **{
            f"portal:{page}": {"pk": world.seat.pk, "uuid": world.handover.uuid}
            for page in ("handover_paper", "handover_file")
        },
        **{
            f"portal:{page}": {"code": world.division.department.code}
            for page in ("department", "department_sheet", "department_order")
        },
        **{
            f"portal:{page}": {"code": world.division.department.code, "uuid": world.department_paper.uuid}
            for page in ("department_paper", "department_file")
        },
        "reports:self_check": {"pk": world.division.pk},
        **{f"portal:{page}": {"uuid": world.organization.uuid} for page in ("record", "open_record")},
        "reports:paper": {"uuid": world.paper.uuid},
        "reports:download": {"uuid": world.paper.uuid},
        "reports:again": {"uuid": world.paper.uuid},
        "admin:screening_deskproposal_paper": {"uuid": world.queue_paper.uuid},
        "admin:screening_deskproposal_file": {"uuid": world.queue_paper.uuid},
        "admin:screening_deskproposal_drop": {"pk": 1},
        "admin:screening_deskproposal_change": {"number": number},
        **{
            f"admin:screening_deskproposal_{page}": {"number": number}
            for page in ("hints", "roster", "roster_file", "dossier", "archive")
        },
        **{
            f"admin:screening_deskproposal_dossier_{page}": {"number": number, "uuid": world.dossier.uuid}
            for page in ("paper", "file")
        },
        **{
            f"admin:screening_deskproposal_archive_{page}": {"number": number, "uuid": world.archive.uuid}
            for page in ("paper", "file")
        },
        "admin:screening_deskproposal_evidence": {"number": number, "file": world.evidence.uuid},
        "admin:screening_deskproposal_act": {"number": number, "verb": "memo"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
        "accounts:emergency": {"token": "no-such-secret"},
        "mfa_remove_webauthn": {"pk": 1},
        "mfa_edit_webauthn": {"pk": 1},
        "admin:view_on_site": {"content_type_id": 1, "object_id": 1},
        "admin:app_list": {"app_label": "directory"},
    }.get(name, {})


def _line(world: Any) -> DisposalLine:
    """A line of a 廃棄リスト that is being made."""
    return DisposalLine.objects.order_by("pk").first() or DisposalLineFactory()


def _disclosure(world: Any) -> DisclosureRequest:
    """Return the 開示請求 of the world's proposal, with a document, a 意見照会 and a paper."""
    found = DisclosureRequest.objects.filter(proposals=world.proposal).first()
    if found is None:
        found = DisclosureDocumentFactory(proposal=world.proposal, request__state="FOUND").request
        found.proposals.add(world.proposal)
        ThirdPartyOpinionFactory(request=found, organization=world.organization)
        world.make_paper(DISCLOSED, str(found.uuid))
    return found


def _of_disclosure(page: str, world: Any) -> dict[str, Any]:
    found = _disclosure(world)
    paper = {"paper": disclosure_papers(found)[0].uuid}
    return {
        "object_id": found.uuid,
        **{
            "document": {"document": found.documents.get().uuid},
            "act": {"verb": "tokutei"},
            "opinion": {"opinion": found.opinions.get().pk, "verb": "kaito"},
            "paper": paper,
            "file": paper,
        }.get(page, {}),
    }


def _row(table: str, world: Any) -> Any:
    """Return the key of a row for the page of one object."""
    rows: dict[str, Any] = {
        "directory_department": lambda: world.division.department.pk,
        "directory_division": lambda: world.division.pk,
        "directory_section": lambda: Section.objects.create(code="00990001", name="見本係", division=world.division).pk,
        "directory_organization": lambda: world.organization.pk,
        "directory_agreement": lambda: AgreementFactory(organization=world.organization).pk,
        "accounts_user": lambda: world.member.user.pk,
        "accounts_emergencyaccess": lambda: EmergencyAccessFactory(closed=True).pk,
        "accounts_personnelorder": lambda: PersonnelOrderFactory().pk,
        "accounts_joinrequest": lambda: (
            JoinRequest.objects.create(
                organization=world.organization, user=CompanyUserFactory(), name="見本", requested_at=NOON
            ).pk
        ),
        "proposals_consultation": lambda: world.consultation.uuid,
        "proposals_challenge": lambda: world.challenge.pk,
        "proposals_challengequestion": lambda: ChallengeQuestionFactory(challenge=world.challenge).pk,
        "proposals_trouble": lambda: TroubleFactory(division=world.division).pk,
        "proposals_sorterdestination": lambda: SorterDestination.objects.order_by("pk").first().pk,
        "proposals_correctionreason": lambda: CorrectionReason.objects.order_by("pk").first().pk,
        "proposals_pledgeitem": lambda: PledgeItem.objects.order_by("pk").first().pk,
        "screening_replytemplate": lambda: ReplyTemplate.objects.order_by("pk").first().pk,
        "screening_successorletter": lambda: SuccessorLetterFactory(organization=world.organization).pk,
        "screening_afterquestion": lambda: (
            AfterQuestion.objects.get_or_create(
                proposal=world.proposal, defaults={"survey": world.survey, "asked_at": NOON, "asked_by": "見本"}
            )[0].pk
        ),
        "screening_contact": lambda: ContactFactory(proposal=world.proposal).pk,
        "screening_disclosurerequest": lambda: _disclosure(world).uuid,
        "screening_retentionclass": lambda: RetentionClass.objects.order_by("pk").first().pk,
        "screening_hold": lambda: HoldFactory(proposal=world.proposal).pk,
        "screening_disposallist": lambda: _line(world).disposal_id,
        "screening_disclosureground": lambda: DisclosureGround.objects.order_by("pk").first().pk,
        "screening_disclosureterms": lambda: 1,
        "screening_rosterreader": lambda: (RosterReader.objects.first() or RosterReaderFactory()).pk,
        "screening_checkitem": lambda: CheckItem.objects.order_by("pk").first().pk,
        "proposals_norm": lambda: Norm.objects.create(stage="OUTCOME", division=world.division, days=40).pk,
        "screening_standingconsultee": lambda: ConsulteeFactory(division=world.division).pk,
        "reports_selfcheckstatement": lambda: SelfCheckStatement.objects.order_by("pk").first().pk,
        "reports_visiontarget": lambda: (
            VisionTarget.objects.get_or_create(year=2026, sign="kept", defaults={"value": 80})[0].pk
        ),
        "screening_budgetdate": lambda: BudgetDate.objects.order_by("pk").first().pk,
        "screening_contractlimit": lambda: ContractLimit.objects.order_by("pk").first().pk,
        "screening_criteriaset": lambda: CriteriaSet.objects.order_by("pk").first().pk,
        "screening_declinereason": lambda: DeclineReason.objects.order_by("pk").first().pk,
        "knowledge_menu": lambda: world.menu.pk,
        "knowledge_vainsearch": lambda: world.vain_search.pk,
        "knowledge_casestudy": lambda: world.case.pk,
        "knowledge_chapter": lambda: world.chapter.pk,
        "knowledge_method": lambda: world.method.pk,
        "knowledge_navigatorquestion": lambda: world.answer.question.pk,
        "knowledge_supportrequest": lambda: world.support.pk,
        "knowledge_template": lambda: world.template.pk,
        "knowledge_faq": lambda: world.faq.pk,
        "knowledge_standingconsultee": lambda: (
            StandingConsultee.objects.get_or_create(topic="CONTRACT", division=world.division)[0].pk
        ),
        "core_citysettings": lambda: 1,
        "core_holiday": lambda: Holiday.objects.order_by("day").first().pk,
        "notifications_outgoingmail": lambda: (
            queue_mail("accounts/staff_door", to="a@b.example", about="", context={}, at=NOON).pk
        ),
        "core_auditevent": lambda: record("login", about="user:0", by=THE_SYSTEM, at=NOON).pk,
        "core_auditseal": lambda: AuditSeal.objects.create(at=NOON, events=1, digest="0" * 64).pk,
    }
    if table not in world.rows:
        world.rows[table] = rows[table]()
    return world.rows[table]


def _competing(world: Any) -> str:
    """Return the code of a 課題 with a proposal that the world's 課 reads in full."""
    proposal = ProposalFactory(in_review=True, for_challenge=True)
    RoutingFactory(division=world.division, screening__proposal=proposal)
    return str(proposal.challenge.code)

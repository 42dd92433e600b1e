from django.urls import path

from .enums import Side
from .views import badges, cards, encounters, entry, person, public, staff_encounters

app_name = "dialogue"
urlpatterns = [
    # what everybody reads
    path("dialogue/", public.events, name="events"),
    path("dialogue/<slug:slug>/", public.event, name="event"),
    path("dialogue/<slug:slug>/yotei/", public.ics, name="event_ics"),
    # a person's own page, by the mailed link and then without it
    path("dialogue/watashi/<str:token>/", person.person_by_link, name="person_by_link"),
    path("ka/dialogue/watashi/<str:token>/", person.staff_person_by_link, name="staff_person_by_link"),
    path("dialogue/<slug:slug>/watashi/", person.person, name="person"),
    path("ka/dialogue/<slug:slug>/watashi/", person.staff_person, name="staff_person"),
    # 申込み of a 団体
    path("dialogue/<slug:slug>/moushikomi/", entry.entry, name="entry"),
    path("dialogue/<slug:slug>/moushikomi/naosu/", entry.entry_edit, name="entry_edit"),
    path("dialogue/<slug:slug>/moushikomi/hito/<slug:code>/", entry.entry_person, name="entry_person"),
    path("dialogue/<slug:slug>/moushikomi/torikeshi/", entry.entry_cancel, name="entry_cancel"),
    path("dialogue/<slug:slug>/moushikomi/shiryo/", entry.entry_slides, name="entry_slides"),
    # 課のページ
    path("ka/dialogue/", entry.staff_events, name="staff_events"),
    path("ka/dialogue/<slug:slug>/", entry.staff_event, name="staff_event"),
    path("ka/dialogue/<slug:slug>/moushikomi/", entry.division_entry, name="division_entry"),
    path("ka/dialogue/<slug:slug>/moushikomi/naosu/", entry.division_entry_edit, name="division_entry_edit"),
    path(
        "ka/dialogue/<slug:slug>/moushikomi/hito/<slug:code>/",
        entry.division_entry_person,
        name="division_entry_person",
    ),
    path("ka/dialogue/<slug:slug>/moushikomi/torikeshi/", entry.division_entry_cancel, name="division_entry_cancel"),
    # whom a 団体 met
    path("dialogue/<slug:slug>/deai/", encounters.encounters, name="encounters"),
    path("dialogue/<slug:slug>/deai/ippo/<uuid:step>/", encounters.finish_step, name="step_done"),
    path("dialogue/<slug:slug>/deai/<str:code>/", encounters.encounter, name="encounter"),
    path("dialogue/<slug:slug>/deai/<str:code>/teian/", encounters.propose, name="propose"),
    # whom a 課 met
    path("ka/dialogue/<slug:slug>/deai/", staff_encounters.encounters, name="staff_encounters"),
    path(
        "ka/dialogue/<slug:slug>/deai/komarigoto/<uuid:registration>/", staff_encounters.memo, name="registration_memo"
    ),
    path("ka/dialogue/<slug:slug>/deai/ippo/<uuid:step>/", staff_encounters.finish_step, name="staff_step_done"),
    path(
        "ka/dialogue/<slug:slug>/deai/ippo/<uuid:step>/yameru/", staff_encounters.drop_step, name="staff_step_dropped"
    ),
    path("ka/dialogue/<slug:slug>/deai/<str:code>/", staff_encounters.encounter, name="staff_encounter"),
    path("ka/dialogue/<slug:slug>/deai/<str:code>/komarigoto/", staff_encounters.encounter_memo, name="encounter_memo"),
    path("ka/dialogue/<slug:slug>/deai/<str:code>/awazu/", staff_encounters.missed, name="encounter_missed"),
    # デジタル名刺, on the host of the side
    path("dialogue/fuda/<str:code>/", badges.badge, name="badge"),
    *(
        path(f"{host}dialogue/<slug:slug>/meishi/{address}", view, {"side": side}, name=f"{prefix}{name}")
        for host, prefix, side in (("", "", Side.COMPANY), ("ka/", "staff_", Side.DIVISION))
        for address, view, name in (
            ("", cards.card, "card"),
            ("torisage/", cards.withdraw, "withdraw_card"),
            ("kokan/", cards.exchange, "exchange_card"),
            ("zenin/", cards.exchange_table, "exchange_table"),
            ("<str:code>/vcf/", cards.vcf, "card_vcf"),
        )
    ),
]

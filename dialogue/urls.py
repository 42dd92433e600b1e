from django.urls import path

from .views import entry, person, public

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
]

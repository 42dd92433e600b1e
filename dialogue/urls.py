from django.urls import path

from .views import person, public

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
]

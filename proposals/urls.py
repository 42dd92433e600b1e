from django.urls import path

from .views import public

app_name = "proposals"
urlpatterns = [
    path("kadai/", public.challenges, name="challenges"),
    path("kadai/<slug:code>/", public.challenge, name="challenge"),
]

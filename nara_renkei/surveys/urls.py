from django.urls import path

from . import views

app_name = "surveys"
urlpatterns = [
    path("anketo/<str:token>/", views.answer, name="answer"),
    path("ka/anketo/<str:token>/", views.answer_staff, name="answer_staff"),
]

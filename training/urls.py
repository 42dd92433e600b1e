"""研修: 「わたしの研修」 and what belongs to it, on the staff's host."""

from django.urls import URLPattern

app_name = "training"

urlpatterns: list[URLPattern] = []

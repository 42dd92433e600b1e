from typing import Any

app_name = "dialogue"
urlpatterns: list[Any] = []

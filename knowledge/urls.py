from django.urls import path

from .views import booklet, menus, mine

app_name = "knowledge"
urlpatterns = [
    # staff: before screening's /ka/<number>/
    path("ka/menu/", menus.menus, name="menus"),
    path("ka/menu/sasshi/", booklet.order, name="order_booklet"),
    path("ka/menu/sasshi/<uuid:paper>/", booklet.booklet, name="booklet"),
    path("ka/menu/sasshi/<uuid:paper>/pdf/", booklet.pdf, name="booklet_pdf"),
    path("ka/menu/<slug:code>/", menus.menu, name="menu"),
    path("ka/menu/<slug:code>/shiryo/", menus.slide, name="slide"),
    path("ka/menu/<slug:code>/gazo/", menus.pages, name="pages"),
    path("ka/menu/<slug:code>/gazo/<int:page>/", menus.page, name="page"),
    # companies: before the steps of a draft
    path("teian/menu/", mine.my_menus, name="my_menus"),
    path("teian/menu/atarashii/", mine.offer, name="offer"),
    path("teian/menu/<slug:code>/", mine.my_menu, name="my_menu"),
    path("teian/menu/<slug:code>/tsuzukeru/", mine.keep, name="keep"),
    path("teian/menu/<slug:code>/torisage/", mine.withdraw, name="withdraw"),
    path("teian/menu/<slug:code>/shiryo/", mine.my_slide, name="my_slide"),
]

from django.urls import path

from .views import booklet, consent, faq, guideline, menus, methods, mine, pictures, public_cases, review, support

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
    path("ka/guideline/", guideline.staff_guideline, name="staff_guideline"),
    path("ka/guideline/bu/hitsudoku/", guideline.cover, name="must_read"),
    path("ka/guideline/zentai/tsukuru/", guideline.order_edition, name="order_edition"),
    path("ka/guideline/zentai/<uuid:paper>/", guideline.edition, name="edition"),
    path("ka/guideline/zentai/<uuid:paper>/pdf/", guideline.edition_pdf, name="edition_pdf"),
    path("ka/guideline/<slug:anchor>/", guideline.staff_chapter, name="staff_chapter"),
    path("ka/guideline/<slug:anchor>/yomimashita/", guideline.acknowledge, name="acknowledge"),
    path("ka/guideline/<slug:anchor>/kaitei/", guideline.staff_history, name="staff_chapter_history"),
    path("ka/guideline/<slug:anchor>/kaitei/<int:number>/", guideline.staff_change, name="staff_chapter_change"),
    # staff: whether a page still holds
    path("ka/minaoshi/", review.reviews, name="reviews"),
    path("ka/minaoshi/<slug:kind>/<slug:code>/", review.review, name="review"),
    # 連携手法
    path("ka/shuho/", methods.methods, name="methods"),
    path("ka/shuho/navi/", methods.navigator, name="navigator"),
    path("ka/shuho/<slug:code>/", methods.method, name="method"),
    # デスクへの相談 and FAQ
    path("ka/sodan/", support.supports, name="supports"),
    path("ka/sodan/suru/", support.begin, name="begin_support"),
    path("ka/sodan/<uuid:uuid>/", support.support, name="support"),
    path("ka/faq/", faq.faqs, name="faqs"),
    path("ka/faq/<slug:code>/", faq.faq, name="faq"),
    # everybody
    path("guideline/", guideline.guideline, name="guideline"),
    path("guideline/zentai/pdf/", guideline.guideline_pdf, name="guideline_pdf"),
    path("guideline/<slug:anchor>/", guideline.chapter, name="chapter"),
    path("guideline/<slug:anchor>/kaitei/", guideline.history, name="chapter_history"),
    path("guideline/<slug:anchor>/kaitei/<int:number>/", guideline.change, name="chapter_change"),
    # companies: before the steps of a draft
    path("teian/menu/", mine.my_menus, name="my_menus"),
    path("teian/menu/atarashii/", mine.offer, name="offer"),
    path("teian/menu/<slug:code>/", mine.my_menu, name="my_menu"),
    path("teian/menu/<slug:code>/tsuzukeru/", mine.keep, name="keep"),
    path("teian/menu/<slug:code>/torisage/", mine.withdraw, name="withdraw"),
    path("teian/menu/<slug:code>/shiryo/", mine.my_slide, name="my_slide"),
    # the public face of a 事例: the public, the partner, who keeps its pictures
    path("jirei/", public_cases.public_cases, name="public_cases"),
    path("jirei/feed/", public_cases.cases_feed, name="cases_feed"),
    path("jirei/data.json", public_cases.cases_json, name="cases_json"),
    path("jirei/data.csv", public_cases.cases_csv, name="cases_csv"),
    path("jirei/<slug:code>/", public_cases.public_case, name="public_case"),
    path("jirei/<slug:code>/kyoyu.png", public_cases.case_card, name="case_card"),
    path("jirei/<slug:code>/gazo/<uuid:uuid>/", public_cases.case_picture, name="case_picture"),
    path("teian/jirei/", consent.my_cases, name="my_cases"),
    path("teian/jirei/<slug:code>/", consent.my_case, name="my_case"),
    path("teian/jirei/<slug:code>/doui/", consent.agree, name="agree"),
    path("teian/jirei/<slug:code>/naosu/", consent.refuse, name="refuse"),
    path("teian/jirei/<slug:code>/torisage/", consent.withdraw, name="withdraw_consent"),
    path("teian/jirei/<slug:code>/gazo/<uuid:uuid>/", consent.my_case_picture, name="my_case_picture"),
    path("ka/jirei/<slug:code>/gazo/", pictures.case_pictures, name="case_pictures"),
    path("ka/jirei/<slug:code>/gazo/<uuid:uuid>/", pictures.staff_case_picture, name="staff_case_picture"),
    path("ka/jirei/<slug:code>/gazo/<uuid:uuid>/kokai/", pictures.show, name="show_picture"),
    path("ka/jirei/<slug:code>/gazo/<uuid:uuid>/hazusu/", pictures.remove, name="remove_picture"),
]

"""The desk's AdminSite: sections in the order of work; anyone without a post for it gets 404."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    default_site = "nara_renkei.admin_site.DeskAdminSite"


class DeskAdminSite(AdminSite):
    site_header = "奈良市公民連携デスク 管理画面"
    site_title = "公民連携デスク"
    index_title = "今日の仕事"
    enable_nav_sidebar = False

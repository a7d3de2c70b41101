from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "carefolk.notifications"
    label = "notifications"

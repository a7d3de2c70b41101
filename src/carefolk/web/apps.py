from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "carefolk.web"
    label = "web"

from django.apps import AppConfig


class TimelinesConfig(AppConfig):
    name = "carefolk.timelines"
    label = "timelines"

from django.apps import AppConfig


class StreamingConfig(AppConfig):
    name = "carefolk.streaming"
    label = "streaming"

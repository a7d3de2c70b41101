from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "carefolk.publishing"
    label = "publishing"

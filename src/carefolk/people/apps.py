from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "carefolk.people"
    label = "people"

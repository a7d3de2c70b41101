from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "carefolk.audit"
    label = "audit"

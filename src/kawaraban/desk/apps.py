from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kawaraban.desk"
    label = "desk"
    verbose_name = "Kawaraban"

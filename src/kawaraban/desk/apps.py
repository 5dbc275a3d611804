from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kawaraban.desk"
    label = "desk"
    verbose_name = "Kawaraban"

    def ready(self) -> None:
        from kawaraban.desk.blog import changes

        changes.connect()

"""models: Firefox Translations models, found in Mozilla's registry and brought into a folder.

    models = available(REGISTRY)
    for model in route(models, "ru", "ja"):      # ru-en and en-ja: there is no model for that pair alone
        download(model, folder / model.pair)

The one part of `translate` beside the engines that reaches the network. Why this registry: docs/decisions.md.
"""

from kawaraban.translate.models.download import NOTE, discard, download, standing
from kawaraban.translate.models.model import LICENCE, Model, ModelFile, ModelsError, ModelsProblem
from kawaraban.translate.models.pace import Pace
from kawaraban.translate.models.registry import REGISTRY, available, route

__all__ = [
    "LICENCE",
    "NOTE",
    "REGISTRY",
    "Model",
    "ModelFile",
    "ModelsError",
    "ModelsProblem",
    "Pace",
    "available",
    "discard",
    "download",
    "route",
    "standing",
]

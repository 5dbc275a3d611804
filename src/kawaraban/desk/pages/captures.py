"""A capture to save: the WARC file as it was stored."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from kawaraban.desk.captures import CaptureError, CaptureStore
from kawaraban.desk.models import Capture
from kawaraban.desk.pages.preferences import DeskRequest


@login_required
@require_GET
def capture(request: DeskRequest, pk: int) -> HttpResponse:
    """The file; 503 with a sentence where the store does not give it."""
    found = get_object_or_404(Capture, pk=pk)
    try:
        content = CaptureStore(settings.CAPTURES).read(found.file)
    except CaptureError as error:
        return render(request, "desk/trouble.html", {"sentence": str(error)}, status=503)
    response = HttpResponse(content, content_type="application/warc")
    response["Content-Disposition"] = (
        f'attachment; filename="{found.article_id}-{found.captured_at:%Y%m%dT%H%M%S}.warc.gz"'
    )
    # Foreign bytes: a browser must never take them for a page of the desk's.
    response["X-Content-Type-Options"] = "nosniff"
    return response

from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST

from .models import Notice

KEPT = 'notices'
KEPT_SECONDS = 60


@ensure_csrf_cookie
def board(request):
    """The list is the same for all and is kept in Redis; the form around it is each visitor's own."""
    notices = cache.get(KEPT)
    source = 'Redis'
    if notices is None:
        source = 'Postgres'
        notices = render_to_string('notices.html', {'notices': Notice.objects.order_by('-at', '-id')[:50]})
        cache.set(KEPT, notices, KEPT_SECONDS)
    response = render(request, 'board.html', {'notices': notices})
    response['X-Notices-From'] = source
    return response


@require_POST
def add(request):
    text = request.POST.get('text', '').strip()
    if text:
        Notice.objects.create(text=text[:200])
        cache.delete(KEPT)
    return redirect('/')


def health(request):
    with connection.cursor() as cursor:
        cursor.execute('select 1')
    return HttpResponse('ok')

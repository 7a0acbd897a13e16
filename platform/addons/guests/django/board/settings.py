"""All that differs from one place to another comes from config vars."""

from os import environ
from pathlib import Path
from urllib.parse import unquote, urlsplit


def database(url):
    parts = urlsplit(url)
    return {
        'ENGINE': 'django.db.backends.postgresql',
        'NAME': parts.path.lstrip('/'),
        'USER': unquote(parts.username or ''),
        'PASSWORD': unquote(parts.password or ''),
        'HOST': parts.hostname,
        'PORT': parts.port,
        'CONN_MAX_AGE': 60,
        'CONN_HEALTH_CHECKS': True,
    }


SECRET_KEY = environ['DJANGO_SECRET_KEY']
DEBUG = False
ALLOWED_HOSTS = ['*']  # the router answers for this app's hosts only
SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')
INSTALLED_APPS = ['django.contrib.staticfiles', 'board']
STATIC_URL = '/static/'
STATIC_ROOT = Path(__file__).resolve().parent.parent / 'staticfiles'  # the router serves it: rostra.json
MIDDLEWARE = ['django.middleware.security.SecurityMiddleware', 'django.middleware.csrf.CsrfViewMiddleware']
ROOT_URLCONF = 'board.urls'
TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True}]
DATABASES = {'default': database(environ['DATABASE_URL'])}
CACHES = {'default': {'BACKEND': 'django.core.cache.backends.redis.RedisCache', 'LOCATION': environ['REDIS_URL']}}
DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'
USE_TZ = True
LOGGING = {
    'version': 1,
    'disable_existing_loggers': False,
    'handlers': {'console': {'class': 'logging.StreamHandler'}},
    'root': {'handlers': ['console'], 'level': 'INFO'},
}

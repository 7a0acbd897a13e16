from os import environ
from pathlib import Path
from urllib.parse import unquote, urlparse

BASE_DIR = Path(__file__).resolve().parent
SECRET_KEY = environ["DJANGO_SECRET_KEY"]
ALLOWED_HOSTS = ["*"]
TIME_ZONE = environ.get("TIME_ZONE", "Australia/Melbourne")
USE_TZ = True
ASGI_APPLICATION = "asgi.application"
ROOT_URLCONF = "tab.urls"
INSTALLED_APPS = ["channels", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.staticfiles", "tab"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
TEMPLATES = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = environ.get("DISABLE_HTTPS_REDIRECTS") != "disable"
SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT

database = urlparse(environ["DATABASE_URL"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database.path[1:],
        "USER": database.username,
        "PASSWORD": unquote(database.password or ""),
        "HOST": database.hostname,
        "PORT": database.port,
        "CONN_MAX_AGE": 600,
    }
}

PUBLIC_FAST_CACHE_TIMEOUT = int(environ.get("PUBLIC_FAST_CACHE_TIMEOUT", 60))
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": environ.get("REDISCLOUD_URL", environ.get("REDIS_URL", ""))}}
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
# As upstream: an option that only an encrypted connection knows is always passed.
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [{"address": environ["REDIS_URL"], "ssl_cert_reqs": None}]},
    }
}
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"

"""All settings, read once from the environment. A secret has no default; a missing switch is off.

DATABASE_URL, REDIS_URL   the real servers; without them SQLite and a queue of files in DATA_DIR
DATA_DIR                  evidence, documents, database, queue, keys (default: data/ beside manage.py)
SECRET_KEY, FIELD_KEY     or the files that `manage.py start` makes in DATA_DIR
DISK_LOW_BYTES            free bytes of the disk below which /healthz says `low` (default: 1 GiB)
ALLOWED_HOSTS             comma separated; PRODUCTION=1 switches the strict settings on
"""

import os
import sys
from pathlib import Path

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "data")).resolve()
TESTING = "pytest" in sys.modules
PRODUCTION = os.environ.get("PRODUCTION") == "1"
DEBUG = os.environ.get("DEBUG") == "1"
CLOCK = os.environ.get("ENFORCEMENT_CLOCK", "")
# invented data: every page says so
DEMONSTRATION = os.environ.get("DEMONSTRATION") == "1" or (DATA_DIR / "demonstration").exists()


def secret(name):
    """Return a secret from the environment or from the key file that `start` made; tests need none."""
    if value := os.environ.get(name):
        return value
    if TESTING:
        return f"only-for-tests-{name.lower()}"
    path = DATA_DIR / name.lower()
    return path.read_text().strip() if path.exists() else ""


SECRET_KEY = secret("SECRET_KEY")
FIELD_KEY = secret("FIELD_KEY")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("TRUSTED_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "rest_framework",
    "enforcement",
    "enforcement.journal",
    "enforcement.jobs",
    "enforcement.teams",
    "enforcement.parameters",
    "enforcement.dossiers",
    "enforcement.procedures",
    "lists",
    "enforcement.documents",
    "evidence",
    "cases",
    "supervision",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "enforcement.compressing.CompressFiles",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "enforcement.compressing.CompressText",
    "enforcement.jobs.middleware.AnswerFirst",
    "enforcement.headers.Headers",
    "csp.middleware.CSPMiddleware",
    "enforcement.middleware.CookieGate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "enforcement.middleware.Gate",
    "enforcement.teams.middleware.SessionRules",
    "enforcement.dossiers.drafting.SaysWhatArrived",
    "enforcement.web.RefusalPages",
    "cases.review.following.NextRemark",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "enforcement.urls"
WSGI_APPLICATION = "enforcement.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "enforcement.web.frame",
            ],
            "builtins": ["enforcement.templatetags.house", "cases.templatetags.remarks"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# -- storage -----------------------------------------------------------------------------------------------
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "enforcement.sqlite3",
    "OPTIONS": {
        "timeout": 180 if TESTING else 20,  # a test waits out a busy machine
        "transaction_mode": "IMMEDIATE",  # without it concurrent read-then-write transactions fail
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-65536;"
        "PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;",
    },
    # browser tests need a file: an in-memory database let a double press make two decisions
    "TEST": {
        "NAME": os.environ.get("TEST_SQLITE", f"/tmp/enforcement-test-{os.getuid()}-{os.getpid()}.sqlite3")
    },
}
if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.config(conn_max_age=60, conn_health_checks=True)}
    if DATABASES["default"]["ENGINE"].endswith("postgresql"):
        # a statement of ours is over sooner than PostgreSQL has compiled it: seconds, once the tables are large
        DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
else:
    DATABASES = {"default": SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "enforcement.caching.ForgivingRedis", "LOCATION": REDIS_URL}}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

EVIDENCE_DIR = DATA_DIR / "evidence"
DOCUMENTS_DIR = DATA_DIR / "documents"
UPLOAD_MAX_BYTES = int(os.environ.get("UPLOAD_MAX_BYTES", 100 * 1024 * 1024))
DISK_LOW_BYTES = int(os.environ.get("DISK_LOW_BYTES", 1024**3))  # below it /healthz says so
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# -- people ------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "teams.Officer"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
CSRF_FAILURE_VIEW = "enforcement.web.csrf_failure"
LOGIN_URL = "teams:login"
LOGIN_REDIRECT_URL = "cases:desk"
LOGOUT_REDIRECT_URL = "teams:login"
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["django.contrib.auth.hashers.Argon2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "enforcement.teams.passwords.ThreeClasses"},
    {"NAME": "enforcement.teams.passwords.NoCommonWord"},
    {"NAME": "enforcement.teams.passwords.NotRecent"},
]
PASSWORD_DAYS = 90
IDLE_MINUTES = 30  # R-1105, design default; administrators half
IDLE_MINUTES_ADMINISTRATOR = 15
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
# an office shares one address and a stranger may know a name: neither alone locks after five tries
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "enforcement.teams.signin.address_of"
SIGN_IN_FAILURES = {"address": 60, "name": 30}  # within the same half hour, whatever else was tried
PROXIES = int(os.environ.get("PROXIES", "1" if PRODUCTION else "0"))  # that add to X-Forwarded-For
AXES_LOCKOUT_TEMPLATE = "teams/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False

SESSION_ENGINE = "enforcement.teams.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION and os.environ.get("SSL_REDIRECT", "1") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "style-src": ["'self'"],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'self'"],
        "form-action": ["'self'"],
    }
}

# -- language and time -------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True  # Django's own messages; ours are written in Chinese

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

# -- API ---------------------------------------------------------------------------------------------------
# of one person: calls of the API in any minute (0: no limit, for measuring), exports in any ten minutes
API_CALLS_A_MINUTE = int(os.environ.get("API_CALLS_A_MINUTE", "600" if PRODUCTION else "0"))
EXPORTS_IN_TEN_MINUTES = int(os.environ.get("EXPORTS_IN_TEN_MINUTES", "30"))
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "enforcement.teams.tokens.TokenAuthentication",
        "enforcement.teams.tokens.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["enforcement.throttling.CallsOfAPerson"],
    "DEFAULT_PARSER_CLASSES": [
        "enforcement.parsers.StrictJSON",
        "enforcement.parsers.StrictForm",
        "enforcement.parsers.StrictMultiPart",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["enforcement.filtering.StrictFilters"],
    "DEFAULT_PAGINATION_CLASS": "enforcement.api.KeyPagination",
    "DEFAULT_SCHEMA_CLASS": "enforcement.openapi.Schema",
    "EXCEPTION_HANDLER": "enforcement.api.exception_handler",
    "PAGE_SIZE": 20,
    "DATETIME_FORMAT": "iso-8601",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "执法 API",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "DESCRIPTION": "与页面相同的筛选、可见范围和服务。",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}
REST_KNOX = {"TOKEN_TTL": None, "AUTO_REFRESH": False}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"broker": {"()": "enforcement.quiet.BrokerInALine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["broker"]}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}

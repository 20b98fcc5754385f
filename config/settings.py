"""Settings of the portal.  What differs between installations comes from the environment (`config/env.py`)."""

from datetime import timedelta

from whitenoise.compress import Compressor

from config.content_security import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY
from config.env import BASE_DIR as BASE_DIR
from config.env import DATA_DIR, broker, cache, databases, env, secret_key
from config.logs import FORMS, LEVELS, logging_settings
from config.rest import SPECTACULAR_SETTINGS as SPECTACULAR_SETTINGS
from config.rest import rest_framework
from config.work import LONG_WORK as LONG_WORK
from config.work import beat_schedule

# --- Installation -----------------------------------------------------------------------------------------

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = secret_key()
ALLOWED_HOSTS = env.machines("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")
#: Served over HTTPS: said so, or taken from the trusted origins.
HTTPS = env.flag("HTTPS", default=any(origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS))

# --- Parts ------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "apps.core",
    "apps.audit",
    "apps.accounts",
    "apps.jobs",
    "apps.backups",
    "apps.workbooks",
    "apps.organisations",
    "apps.tokens",
    "apps.webhooks",
    "apps.closing",
    "apps.attachments",
    "apps.registers",
    "apps.activities",
    "apps.honours",
    "apps.venues",
    "apps.funds",
    "apps.teams",
    "apps.two_new",
    "apps.posts",
    "apps.branch_rules",
    "apps.contacts",
    "apps.members",
    "apps.admissions",
    "apps.cadres",
    "apps.dues",
    "apps.attendance",
    "apps.league",
    "apps.matters",
    "apps.plan_tasks",
    "apps.commitments",
    "apps.documents",
    "apps.decisions",
    "apps.checklists",
    "apps.holidays",
    "apps.associations",
    "apps.association_work",
    "apps.plans",
    "apps.frequencies",
    "apps.campaigns",
    "apps.ad_hoc",
    "apps.gradings",
    "apps.measures",
    "apps.filings",
    "apps.progress",
    "apps.scores",
    "apps.warnings",
    "apps.notices",
    "apps.reorganisations",
    "apps.reports",
    "apps.packages",
    "apps.district_forms",
    "apps.dashboards",
    "apps.administration",
    "apps.exchange",
    "apps.search",
    "apps.first_run",
    "apps.handbook",
    "apps.portal",
    "apps.demo",
]

# The kinds of dated facts that the approval of a month closes (apps/closing/kinds.py); of two with one code the later.
FACT_KINDS = [
    "apps.activities.proposing.kinds",
    "apps.registers.proposing.kinds",
    "apps.checklists.proposing.kinds",
]

# What passes on where an organisation ends or is split (apps/organisations/handing_over.py), in the order of the page.
HANDED_OVER = [
    "apps.registers.handing_over.records_hand_over",
    "apps.plans.handing_over.targets_hand_over",
    "apps.filings.handing_over.filings_left",
    "apps.gradings.handing_over.classes_left",
    "apps.organisations.services.roles.roles_left",
]

MIDDLEWARE = [
    "apps.core.frames.room",
    "apps.core.logs.with_reference",
    "apps.portal.metrics.measured",
    "apps.core.middleware.address_behind_proxies",
    "csp.middleware.CSPMiddleware",
    "apps.core.middleware.protective_headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "apps.core.readable.readable_only",
    "apps.portal.health.before_sessions",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "apps.core.middleware.VisibleText",
    "apps.accounts.middleware.idle_time_out",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "apps.accounts.middleware.language_of_user",
    "apps.audit.middleware.remember_address",
    "apps.accounts.middleware.login_redirect",
    "apps.first_run.middleware.first_run",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "apps.accounts.middleware.first_password",
    "apps.administration.middleware.second_factor_of_administrators",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "apps.portal.context.navigation",
            ],
            "builtins": ["apps.core.templatetags.tongbu", "apps.core.templatetags.links"],
        },
    }
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Data -------------------------------------------------------------------------------------------------

DATABASES = databases()
#: How long a statement of a page, and one of a job, may take on PostgreSQL, and how long either waits for a lock; 0: as
#: long as it likes.  Commands are not held to it (`config/limits.py`).
STATEMENT_SECONDS = env.whole("STATEMENT_SECONDS", 60, most=86_400)
JOB_STATEMENT_SECONDS = env.whole("JOB_STATEMENT_SECONDS", 900, most=86_400)
LOCK_SECONDS = env.whole("LOCK_SECONDS", 20, most=86_400)
DATABASE_ROUTERS = ["apps.core.snapshot.SnapshotRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": cache(),
    # Pages of figures that were made already: a process keeps a few of its own.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
}

MEDIA_ROOT = str(env.folder("MEDIA_ROOT", DATA_DIR / "uploads"))
STATIC_URL = "/static/"
STATIC_ROOT = str(env.folder("STATIC_ROOT", DATA_DIR / "static"))
#: The pictures of the handbook and of the READMEs are served below pictures/.
STATICFILES_DIRS = [BASE_DIR / "static", ("pictures", BASE_DIR / "docs" / "pictures")]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "apps.core.static.NpmFinder",
]
NODE_MODULES = BASE_DIR / "node_modules"
#: The files of the npm packages that the pages use, served below npm/.
NPM_FILES = [
    "@tabler/core/dist/css/tabler.min.css",
    "@tabler/core/dist/css/tabler.min.css.map",
    "@tabler/core/dist/js/tabler.min.js",
    "@tabler/core/dist/js/tabler.min.js.map",
    "htmx.org/dist/htmx.min.js",
    "echarts/dist/echarts.min.js",
]
READ_BY_ALL = {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755}
STORAGES = {
    "default": {"BACKEND": "apps.core.storing.WholeFiles"},
    # What the browser may read, the web server may: it need not be who collected it.
    "staticfiles": {"BACKEND": "apps.core.static.StaticFiles", "OPTIONS": READ_BY_ALL},
}
WHITENOISE_USE_FINDERS = DEBUG
#: Nobody asks for a file under its plain name.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
#: Nor the maps, which nobody but developers asks for: they are more than half of all there is to compress.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Back-ups ---------------------------------------------------------------------------------------------

BACKUP_DIR = str(env.folder("BACKUP_DIR", DATA_DIR / "backups"))
#: One a day after this hour; a machine that was off then makes it when it is on again.
BACKUP_HOUR = env.whole("BACKUP_HOUR", 2, most=23)
#: The latest of so many days, weeks and months stays.
BACKUP_DAYS = env.whole("BACKUP_DAYS", 7, least=1)
BACKUP_WEEKS = env.whole("BACKUP_WEEKS", 5)
BACKUP_MONTHS = env.whole("BACKUP_MONTHS", 12)
#: What the environment says: a back-up names it.
ENVIRONMENT = env.given

# --- Background jobs --------------------------------------------------------------------------------------

_BROKER = broker()
CELERY_BROKER_URL = _BROKER["url"]
CELERY_BROKER_TRANSPORT = _BROKER["transport"]
CELERY_BROKER_TRANSPORT_OPTIONS = _BROKER["options"]
CELERY_WORKER_POOL = _BROKER["pool"]
CELERY_WORKER_CONCURRENCY = env.whole("WORKER_CONCURRENCY", 2, least=1, most=64)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
#: A worker waits for its broker as long as it takes.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_TIMEZONE = TIME_ZONE = env.zone("TIME_ZONE", "Asia/Shanghai")
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
#: Nobody uses it, and on the file-system broker its messages would pile up.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
#: A running job renews its lease with every progress it reports; one whose lease ran out is taken up again.
JOB_LEASE_SECONDS = env.whole("JOB_LEASE_SECONDS", 60, least=1)
JOB_SWEEP_SECONDS = env.whole("JOB_SWEEP_SECONDS", 15, least=1)
#: So long may take what somebody waits for, and so long the rest.  A minute later the process is ended.
JOB_MOST_SECONDS = env.whole("JOB_MOST_SECONDS", 3600, least=1)
LONG_WORK_SECONDS = 6 * JOB_MOST_SECONDS
_LONG = {"soft_time_limit": LONG_WORK_SECONDS, "time_limit": LONG_WORK_SECONDS + 60}
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {"interactive": {}, "long": {}}
CELERY_TASK_DEFAULT_QUEUE = "interactive"
CELERY_TASK_ROUTES = {name: {"queue": "long"} for name in LONG_WORK}
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = JOB_MOST_SECONDS, JOB_MOST_SECONDS + 60
CELERY_TASK_ANNOTATIONS = dict.fromkeys(LONG_WORK, _LONG)
#: Acknowledged once it is done: what a worker takes along when it ends comes back.  Whether it was done says its row.
CELERY_TASK_ACKS_LATE = True
#: Of two beats one sends.
CELERY_BEAT_SCHEDULER = "apps.jobs.beating:OneBeat"
CELERY_BEAT_SCHEDULE = beat_schedule(JOB_SWEEP_SECONDS)
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat")

# --- Language and time ------------------------------------------------------------------------------------

LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_CODE = env.choice("LANGUAGE_CODE", "zh-hans", [code for code, _name in LANGUAGES])
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
USE_I18N = True

# --- People -----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "accounts:login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesBackend", "django.contrib.auth.backends.ModelBackend"]
#: Five wrong passwords for one account from one address: a township shares one, so neither alone would do.
AXES_FAILURE_LIMIT = 5
#: Many accounts from one address: slowed, with a wait that grows.
AXES_HANDLER = "apps.accounts.spraying.SlowedHandler"
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_USERNAME_CALLABLE = "apps.accounts.throttling.counted_name"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "apps.accounts.views.signing_in.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "同步"
SESSION_ENGINE = "apps.accounts.sessions"
#: Nobody stays signed in for longer without a password; without a page for so many minutes nobody stays at all.
SESSION_COOKIE_AGE = 12 * 3600
IDLE_MINUTES = env.whole("IDLE_MINUTES", 30, least=1)
IDLE_MINUTES_HANDHELD = env.whole("IDLE_MINUTES_HANDHELD", 240, least=1)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "apps.accounts.password_rules.DissimilarValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "apps.accounts.password_rules.LengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "apps.accounts.password_rules.UncommonValidator"},
    {"NAME": "apps.accounts.password_rules.ClassesValidator"},
    {"NAME": "apps.accounts.password_rules.FormerPasswordsValidator"},
]

# --- Protection -------------------------------------------------------------------------------------------

#: In service, with people's data.  Nothing that is unsafe then starts (`config/starting.py`).
PRODUCTION = env.flag("PRODUCTION", default=HTTPS)
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
#: A browser takes a cookie of such a name only over HTTPS and from this very host, not from a neighbour in the domain.
_HOST_ONLY = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_HOST_ONLY}sessionid"
CSRF_COOKIE_NAME = f"{_HOST_ONLY}csrftoken"
LANGUAGE_COOKIE_NAME = f"{_HOST_ONLY}language"
#: Own reverse proxies before the portal, each of which writes X-Forwarded-For; the header is not believed without.
PROXY_COUNT = env.whole("PROXY_COUNT", 0, most=10)
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^metrics$"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
#: How much one request may bring: ten files of evidence and their form.
UPLOAD_MOST_TOGETHER = 110 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "apps.core.receiving.BoundedUploads",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Audit log --------------------------------------------------------------------------------------------

#: Seals the entries.  Its former keys, the latest first, still verify what they sealed.
AUDIT_KEY = env.text("AUDIT_KEY", SECRET_KEY)
AUDIT_KEY_FALLBACKS = env.texts("AUDIT_KEY_FALLBACKS")
AUDIT_RETENTION_DAYS = env.whole("AUDIT_RETENTION_DAYS", 1096, least=1)

# --- API --------------------------------------------------------------------------------------------------

#: Whether webhooks may go to http:// and into networks of their own, as those of a government office are.
WEBHOOKS_TO_PRIVATE = env.flag("WEBHOOKS_TO_PRIVATE", default=False)
#: So often a program may ask with one token.
TOKEN_REQUESTS_A_MINUTE = env.whole("TOKEN_REQUESTS_A_MINUTE", 300, least=1)
REST_FRAMEWORK = rest_framework(TOKEN_REQUESTS_A_MINUTE)

# --- Messages and watching --------------------------------------------------------------------------------

EMAIL_CONFIG = env.mail("EMAIL_URL", "consolemail://")
vars().update(EMAIL_CONFIG)

LOG_LEVEL = env.choice("LOG_LEVEL", "WARNING", LEVELS)
LOGGING = logging_settings(LOG_LEVEL, env.choice("LOG_FORMAT", "text", list(FORMS)))
#: Queries that take so long are told in the log; 0: none.
SLOW_QUERY_MILLISECONDS = env.whole("SLOW_QUERY_MILLISECONDS", 0)
#: Whoever sends it gets /metrics; nobody does without one.
METRICS_TOKEN = env.text("METRICS_TOKEN")
SENTRY_DSN = env.address("SENTRY_DSN", ["https", "http"], "https://key@sentry.example.cn/1")
#: What can be read off the portal by whoever watches (`core/gauges.py`); each asks the database itself.
GAUGES = ["apps.jobs.gauges.gauges"]

from os import environ

SESSION_CONFIGS = [
    dict(name='public_goods', app_sequence=['public_goods'], num_demo_participants=3),
    dict(name='survey', app_sequence=['survey'], num_demo_participants=1),
    dict(name='survey30', app_sequence=['survey30'], num_demo_participants=1),
    dict(name='echo', app_sequence=['echo'], num_demo_participants=10),
]
SESSION_CONFIG_DEFAULTS = dict(real_world_currency_per_point=1.00, participation_fee=0.00, doc='')
PARTICIPANT_FIELDS = []
SESSION_FIELDS = []
LANGUAGE_CODE = 'en'
REAL_WORLD_CURRENCY_CODE = 'USD'
USE_POINTS = True
ADMIN_USERNAME = 'admin'
ADMIN_PASSWORD = environ.get('OTREE_ADMIN_PASSWORD')
DEMO_PAGE_INTRO_HTML = ''
SECRET_KEY = 'only for a benchmark on this machine'

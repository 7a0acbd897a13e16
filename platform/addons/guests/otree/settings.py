from os import environ

SESSION_CONFIGS = [
    dict(name='guess', app_sequence=['guess'], num_demo_participants=4),
]
SESSION_CONFIG_DEFAULTS = dict(real_world_currency_per_point=0.10, participation_fee=2.00, doc='')
PARTICIPANT_FIELDS = []
SESSION_FIELDS = []
LANGUAGE_CODE = 'en'
REAL_WORLD_CURRENCY_CODE = 'EUR'
USE_POINTS = True
ADMIN_USERNAME = 'admin'
ADMIN_PASSWORD = environ.get('OTREE_ADMIN_PASSWORD')
DEMO_PAGE_INTRO_HTML = ''
SECRET_KEY = environ.get('OTREE_SECRET_KEY', 'only for this machine')

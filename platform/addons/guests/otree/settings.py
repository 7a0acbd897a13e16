from os import environ

SESSION_CONFIGS = [
    dict(name='guess', display_name='Guess two thirds', app_sequence=['guess'], num_demo_participants=4),
    dict(name='public_goods', display_name='A pot for three, and a survey', app_sequence=['public_goods', 'survey'], num_demo_participants=3),
    dict(name='trust', display_name='Trust', app_sequence=['trust'], num_demo_participants=2),
    dict(name='bargain', display_name='Bargain, live', app_sequence=['bargain'], num_demo_participants=2),
    dict(name='survey', display_name='A survey alone', app_sequence=['survey'], num_demo_participants=1),
]
ROOMS = [dict(name='lab', display_name='The lab')]
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

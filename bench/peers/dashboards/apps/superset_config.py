"""Superset as its documentation has it: data and metadata in PostgreSQL, answers kept."""

import os

_FOLDER = os.environ["PEERS_SUPERSET"]

SECRET_KEY = os.environ["PEERS_SECRET"]
SQLALCHEMY_DATABASE_URI = os.environ["PEERS_METADATA"]
SQLALCHEMY_ENGINE_OPTIONS = {"pool_size": 24, "max_overflow": 8}
ROW_LIMIT = 10_000
SAMPLES_ROW_LIMIT = 10_000
_CACHE = {
    "CACHE_TYPE": "FileSystemCache",  # two workers share it
    "CACHE_DIR": f"{_FOLDER}/cache",
    "CACHE_THRESHOLD": 0,
    "CACHE_DEFAULT_TIMEOUT": 86_400,
}
CACHE_CONFIG = {**_CACHE, "CACHE_KEY_PREFIX": "metadata"}
DATA_CACHE_CONFIG = {**_CACHE, "CACHE_KEY_PREFIX": "data"}
FILTER_STATE_CACHE_CONFIG = {**_CACHE, "CACHE_KEY_PREFIX": "filter"}
EXPLORE_FORM_DATA_CACHE_CONFIG = {**_CACHE, "CACHE_KEY_PREFIX": "form"}
TALISMAN_ENABLED = False
RATELIMIT_ENABLED = False
FAB_ADD_SECURITY_API = True

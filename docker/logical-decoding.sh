#!/usr/bin/env bash
# Runs once, when the image makes its cluster: what decoding with wal2json needs. The server restarts after it.
set -euo pipefail
sql() { psql -XqAt -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d "${POSTGRES_DB:-${POSTGRES_USER:-postgres}}" "$@"; }
sql -c 'ALTER SYSTEM SET wal_level = logical' \
  -c "ALTER SYSTEM SET max_slot_wal_keep_size = '16GB'"
# Newer minor releases load only the output plugins that they are told to.
if [ "$(sql -c "SELECT count(*) FROM pg_settings WHERE name = 'output_plugin_libraries'")" = 1 ]; then
  sql -c 'ALTER SYSTEM SET output_plugin_libraries = pgoutput, test_decoding, wal2json'
fi

#!/usr/bin/env bash
# Takes the same environment variables as the official image's entrypoint: POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB,
# POSTGRES_INITDB_ARGS (each also as NAME_FILE), POSTGRES_HOST_AUTH_METHOD, PGDATA, and /docker-entrypoint-initdb.d.
set -Eeo pipefail

# value NAME DEFAULT: the variable, or the content of the file that NAME_FILE names; never both
value() {
  local file="$1_FILE"
  if [ -n "${!1:-}" ] && [ -n "${!file:-}" ]; then
    echo >&2 "error: both $1 and $file are set (but are exclusive)"
    exit 1
  fi
  if [ -n "${!file:-}" ]; then cat "${!file}"; else echo "${!1:-$2}"; fi
}

initialise() {
  local user password database arguments method=${POSTGRES_HOST_AUTH_METHOD:-}
  user=$(value POSTGRES_USER postgres)
  password=$(value POSTGRES_PASSWORD '')
  database=$(value POSTGRES_DB "$user")
  arguments=$(value POSTGRES_INITDB_ARGS '')
  if [ -z "$password" ] && [ "$method" != trust ]; then
    cat >&2 <<-'TEXT'
	Error: Database is uninitialized and superuser password is not specified.
	       You must specify POSTGRES_PASSWORD to a non-empty value for the
	       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".
	TEXT
    exit 1
  fi
  # Stricter than the official image, which trusts 127.0.0.1: in a pod that is where everybody comes from.
  eval "initdb --auth-local=trust --auth-host=\${method:-scram-sha-256} --username=\"\$user\" --pwfile=<(printf '%s\n' \"\$password\") $arguments"
  printf '\nhost all all all %s\n' "${method:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"
  # Set up over the local socket only: nobody can connect before everything is in place.
  pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start
  local query=(psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$user")
  export PGPASSWORD="$password"
  if [ "$database" != postgres ]; then
    echo 'CREATE DATABASE :"database"' | "${query[@]}" --dbname postgres --set database="$database"
  fi
  local script
  for script in /docker-entrypoint-initdb.d/*; do
    case "$script" in
      *.sh) if [ -x "$script" ]; then "$script"; else . "$script"; fi ;;
      *.sql) "${query[@]}" --dbname "$database" -f "$script" ;;
      *.sql.gz) gunzip -c "$script" | "${query[@]}" --dbname "$database" ;;
    esac
  done
  pg_ctl -D "$PGDATA" -m fast -w stop
  unset PGPASSWORD
  printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

if [ "${1:0:1}" = '-' ]; then set -- postgres "$@"; fi

if [ "$1" = postgres ]; then
  mkdir -p "$PGDATA"
  chmod 00700 "$PGDATA" || true
  if [ "$(id -u)" = 0 ]; then
    find "$PGDATA" \! -user postgres -exec chown postgres '{}' +
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
  fi
  if [ ! -s "$PGDATA/PG_VERSION" ]; then initialise; fi
fi

exec "$@"

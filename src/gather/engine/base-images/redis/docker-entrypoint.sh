#!/bin/sh
# Takes the same arguments as the official image's entrypoint.
set -e

case "$1" in
  -*) set -- redis-server "$@" ;;
  *.conf) set -- redis-server "$@" ;;
esac

if [ "$1" = redis-server ]; then
  # The official image is compiled with protected mode off; the distribution's is not.
  case "$2" in
    *.conf) ;;
    *) shift; set -- redis-server --protected-mode no "$@" ;;
  esac
  if [ "$(id -u)" = 0 ]; then
    find . \! -user redis -exec chown redis '{}' +
    exec setpriv --reuid=redis --regid=redis --init-groups "$@"
  fi
fi

exec "$@"

#!/bin/sh
# Makes the file system of debian:bookworm-slim as a tar archive: rootfs.sh OUTPUT.tar
# The host's own certificate authorities go in, so that package registries behind a TLS proxy work inside builds.
set -eu

exec mmdebstrap --quiet --variant=minbase --include=ca-certificates,netbase,tzdata --format=tar \
  --aptopt='Apt::Install-Recommends "false"' \
  --aptopt='Acquire::Languages "none"' \
  --dpkgopt='force-unsafe-io' \
  --dpkgopt='path-exclude=/usr/share/man/*' \
  --dpkgopt='path-exclude=/usr/share/doc/*' \
  --dpkgopt='path-exclude=/usr/share/locale/*' \
  --dpkgopt='path-exclude=/usr/share/info/*' \
  --setup-hook='mkdir -p "$1/usr/local/share/ca-certificates"' \
  --setup-hook='cp /usr/local/share/ca-certificates/*.crt "$1/usr/local/share/ca-certificates/" 2>/dev/null || true' \
  --customize-hook='chroot "$1" update-ca-certificates --fresh >/dev/null' \
  --customize-hook='copy-in docker-clean /etc/apt/apt.conf.d/' \
  --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*.bin "$1"/etc/hostname' \
  bookworm "$1"

#!/bin/bash
# Makes a base image for docker/postgres/Dockerfile on a machine that cannot pull the official one:
# Debian's PostgreSQL 17 behind the same contract. Prints its name; needs mmdebstrap and a Debian mirror.
#
#   POSTGRES_IMAGE=$(tests/docker/stand_in/build.sh) make test-docker
set -euo pipefail

name=pgassay-stand-in:17
debian=pgassay-debian:trixie

if ! docker image inspect "$name" >/dev/null 2>&1; then
    if ! docker image inspect "$debian" >/dev/null 2>&1; then
        mmdebstrap --quiet --variant=minbase trixie | docker import - "$debian" >&2
    fi
    docker build --tag "$name" --build-arg DEBIAN_IMAGE="$debian" "$(dirname "$0")" >&2
fi
echo "$name"

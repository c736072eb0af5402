#!/usr/bin/env bash
# Asks one of the health groups of the application on a port of this machine; the image has no curl.
set -euo pipefail
port=$1 group=$2
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /actuator/health/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$group" >&3
read -r -t 2 _ status _ <&3
[ "$status" = 200 ]

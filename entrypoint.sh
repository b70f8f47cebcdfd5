#!/usr/bin/env bash
# The containers' house: makes secrets once, builds and starts everything, waits for Ready.
set -euo pipefail
cd "$(dirname "$0")"

secret() { head -c 32 /dev/urandom | base64 | tr -dc 'A-Za-z0-9'; }

if [ ! -f .env ]; then
  umask 077
  cat > .env <<EOF
MINIO_ROOT_USER=pulseplate
MINIO_ROOT_PASSWORD=$(secret)
EMQX_DASHBOARD_PASSWORD=$(secret)
PULSEPLATE_TOKEN_SECRET=$(secret)
PULSEPLATE_MQTT_BRIDGE_SECRET=$(secret)
EOF
  echo "Secrets made in .env"
fi

docker compose up --build --detach

printf 'Waiting for Ready'
for _ in $(seq 120); do
  if curl --fail --silent --output /dev/null http://localhost:8237/readyz; then
    printf '\nReady\n  app   http://localhost:8501\n  API   http://localhost:8237/graphql\n  MQTT  mqtt://localhost:1883\n'
    exit 0
  fi
  printf '.'
  sleep 2
done
printf '\nNot ready after four minutes; what is missing:\n'
curl --silent http://localhost:8237/readyz || docker compose ps
exit 1

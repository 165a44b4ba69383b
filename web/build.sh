#!/bin/sh
# Builds the site into target/site. What npm installs is kept until the lock file is newer.
set -eu
cd "$(dirname "$0")"
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-progress
fi
# Assets carry their hash in the name, so those of an older build would stay beside the new ones.
rm -rf target/classes/META-INF/usher-site
npm run build --silent

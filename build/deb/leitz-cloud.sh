#!/bin/sh
# Starts the program with the Node.js that came with it.
set -e
here=$(dirname "$(readlink -f "$0")")
exec "$here/../lib/leitz-cloud/node" "$here/../lib/leitz-cloud/dist/cli/cli.mjs" "$@"

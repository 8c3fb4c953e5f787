#!/bin/sh
# You know a vendor: its facts in one file, checked, and held against the others.
#     sh examples/start/vendor.sh [FOLDER TO WRITE TO]
set -eu
out=${1:-$(mktemp -d)} && mkdir -p "$out" && out=$(cd "$out" && pwd)
cd "$(dirname "$0")"
echo "what is written goes to $out"

mediaglot profile new acme --name Acme --out "$out/acme.toml"
mediaglot profile lint "$out/acme.toml"
mediaglot --profile "$out/acme.toml" compare acme wx my chooseImage

#!/bin/sh
# You test: one flow on three clients, and a whole program in pytest, ported where it is another's.
# Both write pages of what happened: calls, prompts, files, and the fact behind each.
#     sh examples/start/qa.sh [FOLDER TO WRITE TO]
set -eu
out=${1:-$(mktemp -d)} && mkdir -p "$out" && out=$(cd "$out" && pwd)
cd "$(dirname "$0")/qa"
echo "what is written goes to $out"

mediaglot scenario run upload.scenario.toml --html "$out/upload.html"
pytest --mediaglot-traces "$out/traces" --mediaglot-traces-all

#!/bin/sh
# You have logs of several platforms: one shape for all, and a page of what went wrong where.
#     sh examples/start/logs.sh [FOLDER TO WRITE TO]
set -eu
out=${1:-$(mktemp -d)} && mkdir -p "$out" && out=$(cd "$out" && pwd)
cd "$(dirname "$0")"
echo "what is written goes to $out"
their="--map method=api,platform=read,data=payload --words weapp=wx,alipay=my,feishu=tt"

mediaglot normalize $their --envelope logs.jsonl
mediaglot normalize $their --envelope --out "$out/all.jsonl" logs.jsonl
mediaglot report $their --out "$out/report.html" logs.jsonl

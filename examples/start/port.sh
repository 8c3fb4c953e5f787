#!/bin/sh
# You want a WeChat program on Alipay: what it comes to, the port, and whether both do the same.
#     sh examples/start/port.sh [FOLDER TO WRITE TO]
set -eu
out=${1:-$(mktemp -d)} && mkdir -p "$out" && out=$(cd "$out" && pwd)
cd "$(dirname "$0")/.."
echo "what is written goes to $out"

mediaglot port wechat-album --from wx --to my --check
mediaglot port wechat-album --from wx --to my --out "$out/my"
mediaglot verify wechat-album --from wx --to my --port "$out/my" --html "$out/verify.html"

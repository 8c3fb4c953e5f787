#!/bin/sh
# You write JavaScript for WeChat: its functions over Alipay's, as one file, and a page that runs on it.
#     sh examples/start/javascript.sh [FOLDER TO WRITE TO]
set -eu
out=${1:-$(mktemp -d)} && mkdir -p "$out" && out=$(cd "$out" && pwd)
cd "$(dirname "$0")"
echo "what is written goes to $out"
cp page.js "$out"

mediaglot runtime --from wx --to my --only chooseImage,showToast --out "$out/wx.js"
mediaglot run "$out/page.js" --client my/ios --scenario album.toml --tap pick \
    --user 'allows("album")' --user 'picks_first(2)'
mediaglot run "$out/page.js" --client my/ios --scenario album.toml --tap pick --user cancels

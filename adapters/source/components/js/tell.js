// What a component tells its parent, as an event that the parent's handler can read.

function dataOf(it) {
  const data = {};
  for (const name of Object.keys(it[PROPS] || {})) {
    if (!TAG_DATA || !name.startsWith(TAG_DATA)) continue;
    data[name.slice(TAG_DATA.length).replace(/-+(.?)/g, (_, letter) => letter.toUpperCase())] = it[PROPS][name];
  }
  return data;
}

function tell(it, name, detail) {
  const parts = String(name).split("-").map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  const heard = (it[PROPS] || {})[LISTENS + parts.join("")];
  if (typeof heard !== "function") return;
  const dataset = dataOf(it);
  const node = Object.assign({ id: it[PROPS].id || "", dataset }, HIT && { [HIT]: dataset });
  const event = { type: name, detail: detail === undefined ? {} : detail, target: node, currentTarget: node };
  if (STAMP) event[STAMP] = Date.now();
  heard(event);
}

// What a component tells its parent, as an event that the parent's handler can read.

function dataOf(it) {
  const data = {};
  for (const name of Object.keys(it[PROPS] || {})) {
    if (!TAG_DATA || !name.startsWith(TAG_DATA) || name === TAG_DATA + TOLD_ID) continue;
    data[name.slice(TAG_DATA.length).replace(/-+(.?)/g, (_, letter) => letter.toUpperCase())] = it[PROPS][name];
  }
  return data;
}

function idOf(it) {
  return (it[PROPS] || {})[TAG_DATA + TOLD_ID] || (it[PROPS] || {}).id || "";
}

function tell(it, name, detail, from) {
  const parts = String(name).split("-").map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  const heard = (it[PROPS] || {})[LISTENS + parts.join("")];
  if (typeof heard !== "function") return;
  const dataset = dataOf(it);
  const node = Object.assign({ id: idOf(it), dataset }, HIT && { [HIT]: dataset });
  const event = { type: name, detail: detail === undefined ? {} : detail, target: node, currentTarget: node };
  for (const key of ["touches", "changedTouches"]) if (from && from[key]) event[key] = from[key];
  if (STAMP) event[STAMP] = from ? from[STAMP] : Date.now(); // one touch has one time
  heard(event);
}

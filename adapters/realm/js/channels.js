// The two ends by which a page and its opener talk.

/** Two ends of a channel: what one emits, the listeners of the other hear. */
function channelEnds() {
  const one = map();
  const other = map();
  return list(channelEnd(one, other), channelEnd(other, one));
}

function channelEnd(heard, far) {
  const add = (once) => function (name, run) {
    if (typeof run !== "function") return;
    const key = Text(name);
    if (!heard.has(key)) heard.set(key, list());
    heard.get(key).push(bare({ run, once }));
  };
  return {
    on: add(false),
    once: add(true),
    off(name, run) {
      const left = list();
      const there = heard.get(Text(name)) || list();
      for (let i = 0; i < there.length; i++) {
        if (run !== undefined && there[i].run !== run) left.push(there[i]);
      }
      heard.set(Text(name), left);
    },
    emit(name, ...args) {
      const key = Text(name);
      const there = far.get(key) || list();
      const left = list();
      for (let i = 0; i < there.length; i++) if (!there[i].once) left.push(there[i]);
      far.set(key, left);
      for (let i = 0; i < there.length; i++) {
        const { run } = there[i];
        guarded(() => apply(run, undefined, args), "the event " + key, run);
      }
    },
  };
}

/** The channel between a page that opens and the one whose call opens it. */
function channelFor({ opener, events, channel }) {
  const call = waiting.get(opener);
  const ends = channelEnds();
  const given = call.given[events];
  if (given !== null && typeof given === "object") {
    const keys = keysOf(given);
    for (let i = 0; i < keys.length; i++) ends[0].on(keys[i], given[keys[i]]);
  }
  call.local = bare({ [channel]: ends[0] });
  return ends[1];
}

// The functions a program sees: the source vendor's names, callbacks and promises.

/** Run after the caller has gone on. */
const later = (run) => Promise.resolve().then(run);

/** What a callback throws surfaces as an error of its own, whoever has called it. */
function surface(error) {
  if (typeof setTimeout === "function") setTimeout(() => { throw error; }, 0);
  else Promise.reject(error);
}

/** The callbacks of a call; an option that cannot be read fails it. */
function callbacksOf(call) {
  ["success", "fail", "complete"].forEach((name) => {
    try {
      call[name] = call.given[name];
    } catch (error) {
      call.unread = broken(error);
    }
  });
}

/** One function of the source vendor. */
function dialect(pair, entry) {
  const style = entry.read.promise || pair.read.promise;
  const always = style === "always", never = style === "never";
  return function (options) {
//if same
    const native = pair.same && targetOf(pair, entry.read);
    if (native) return native[entry.read.name](options);
//endif
    const given = isNone(options) ? {} : options;
    const call = { pair: pair, entry: entry, given: given, sync: true, open: true };
    try {
      call.success = given.success;
      call.fail = given.fail;
      call.complete = given.complete;
    } catch (error) {
      callbacksOf(call);
    }
    const heard = isCallable(call.success) || isCallable(call.fail) || isCallable(call.complete);
    let promised;
    if (always || !(heard || never)) {
      promised = new Promise((resolve, reject) => { call.resolve = resolve; call.reject = reject; });
      if (heard) promised.catch(() => {});
    }
    try {
      if (call.unread) refuse(call.unread, undefined, call);
//if fast
      const quick = call.open && entry.lane && quickRequest(entry.lane, given);
      if (quick && !reach(pair, entry.lane.program, quick, unfold, refuse, call)) return promised;
//endif
      if (call.open) {
        answer(pair, entry, given, (reply) => end(call, true, reply),
          (failure, cause) => refuse(failure, cause, call));
      }
    } catch (error) {
      refuse(broken(error, "param_invalid"), error, call);
    } finally {
      call.sync = false;
    }
    return promised;
  };
}

//if fast
/** End a call of the fast lane. */
function unfold(reply, call) {
  const lane = call.entry.lane;
  end(call, true, quickReply(lane, reply) ||
    writeResult(lane.read, readResult(lane.program, reply, lane.ctx), lane.program, lane.ctx));
}
//endif

/** End a call with the source's error for a canonical failure. */
function refuse(failure, cause, call) {
  const error = failed(call.pair, call.entry, failure);
  if (cause !== undefined) define(error, "cause", cause, false);
  end(call, false, error);
}

/** Answer a call, once, and never before its function has returned. */
function end(call, good, value) {
  if (!call.open) return;
  call.open = false;
  if (call.sync) later(() => settle(call, good, value));
  else settle(call, good, value);
}

function settle(call, good, value) {
  let first = good ? call.success : call.fail, second = call.complete;
//if complete_first
  if (call.pair.read.order) {
    first = second;
    second = good ? call.success : call.fail;
  }
//endif
  tell(first, call, value);
  tell(second, call, value);
  if (call.resolve) (good ? call.resolve : call.reject)(value);
}

function tell(callback, call, value) {
  try {
    if (isCallable(callback)) callback.call(call.given, value);
  } catch (error) {
    surface(error);
  }
}

function failed(pair, entry, failure) {
//if canonical
  if (pair.read.canonical) return copy({ api: entry.read.api }, failure);
//endif
  return writeFailure(entry.read, pair.read, failure, context(pair));
}

/** Whether the dialect's canIUse string can be used on this target, now. */
function usable(pair, text) {
  const [api, part, name] = String(text).split(".");
  if (!has(pair.named, api)) {
    const target = pair.find();
    return !!(target && isCallable(target.canIUse) && target.canIUse(text));
  }
  const entry = pair.named[api];
  if (!entry.routes.some((way) => targetOf(pair, pair.programs[way.to]))) return false;
  if (name === undefined) return true;
  const asked = part === "object";
  let rows = asked ? entry.read.params : entry.read.result;
//if status:no
  rows = rows.filter((row) => row.status !== "no");
//endif
  return asked ? rows.some((param) => param.spelt.indexOf(name) >= 0)
    : has(entry.read.success, name) ||
      rows.some((field) => field.from.some((place) => place[0] === name));
}

//if detect
/** A look-up that takes a global for its vendor's where its profile, and no rival's, knows it. */
function known(pair, pairs) {
  const look = pair.find;
  const rivals = pairs.filter((other) => other !== pair && other.detect && other.detect.global === pair.detect.global);
  let sure;
  return () => {
    const target = look();
    if (target && target !== sure && claims(pair.detect, target) &&
      !rivals.some((other) => claims(other.detect, target))) sure = target;
    return target === sure ? target : undefined;
  };
}

/** Whether one clue of a profile holds for a global object. */
function claims(detect, target) {
  let info = null;
  try {
    info = target[detect.call]();
  } catch (error) { /* it cannot be asked */ }
  const there = (name) => target[name] !== undefined;
  return detect.clues.some((clue) => (!clue.has || clue.has.some(there)) &&
    !(clue.lacks && clue.lacks.some(there)) &&
    (!clue.field || (isObject(info) && clue.words.indexOf(String(info[clue.field] || "").toLowerCase()) >= 0)));
}
//endif

/** The dialect over the first of these targets that is there. */
function build(pairs) {
  const media = {}, texts = {};
  const first = pairs[0];
  let current = () => first;
//if several
  current = () => pairs.find((pair) => pair.find()) || first;
  const choose = (name) => (options) => current().plain[name](options);
//endif
  for (const pair of pairs) {
//if detect
    if (pair.detect) pair.find = known(pair, pairs);
//endif
    pair.named = {};
    pair.plain = {};
//if action_sheet
    pair.write.texts = copy(texts, pair.write.texts);
//endif
    pair.receivers = {};
    pair.local = pair.read.local.concat(pair.write.local);
//if own
    pair.own = pair.read.id === pair.write.id;
//endif
    keysOf(pair.programs).forEach((key) => learn(pair.programs[key], key, pair.write));
    keysOf(pair.apis).forEach((key) => {
      const entry = pair.apis[key];
      learn(entry.read, key, pair.read);
      entry.routes = listOf(entry.routes || key).map((way) => (isObject(way) ? way : { to: way }));
      const on = entry.read.on;
      if (!on) pair.named[entry.read.name] = entry;
//if fast
      entry.lane = has(pair.lines, key) ? laneOf(pair, entry, pair.lines[key]) : null;
//endif
      const holder = on ? pair.receivers[on] = pair.receivers[on] || {} : pair.plain;
      holder[entry.read.name] = dialect(pair, entry);
    });
  }
  copy(media, first.plain);
//if several
  keysOf(media).forEach((name) => { media[name] = choose(name); });
//endif
  media.canIUse = (text) => usable(current(), text);
//if receiver
  keysOf(first.receivers).forEach((on) => {
    media[on] = () => {
      const pair = current();
      const target = pair.find();
      const own = target && isCallable(target[on]) ? target[on]() : null;
      return copy(Object.create(own), pair.receivers[on]);
    };
  });
//endif
  return { media: media, texts: texts };
}

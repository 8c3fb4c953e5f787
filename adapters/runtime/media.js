// The functions a program sees: the source vendor's names, callbacks and promises.

/** Run after the caller has gone on; what a callback throws surfaces as an error of its own. */
function later(run) {
  Promise.resolve().then(run).catch((error) => {
    if (typeof setTimeout !== "function") throw error;
    setTimeout(() => { throw error; }, 0);
  });
}

/** One function of the source vendor. */
function dialect(pair, entry) {
  const promise = pair.read.promise;
  const completeFirst = pair.read.order && pair.read.order[0] === "complete";
  return function (options) {
    const target = pair.same && pair.find();
    if (target) {
      const holder = entry.read.manager ? target.getFileSystemManager() : target;
      if (typeof holder[entry.read.name] === "function") return holder[entry.read.name](options);
    }
    const given = options === undefined || options === null ? {} : options;
    const calls = { success: given.success, fail: given.fail, complete: given.complete };
    const listens = (name) => typeof calls[name] === "function";
    const silent = listens("success") || listens("fail") || listens("complete");
    let resolve, reject, promised, sync = true, open = true;
    if (promise === "always" || (promise !== "never" && !silent)) {
      promised = new Promise((yes, not) => { resolve = yes; reject = not; });
      if (silent) promised.catch(() => {});
    }
    const fire = (name, value) => { if (listens(name)) calls[name].call(given, value); };
    const settle = (name, value) => {
      const order = completeFirst ? ["complete", name] : [name, "complete"];
      try {
        fire(order[0], value);
      } finally {
        try {
          fire(order[1], value);
        } finally {
          if (promised) (name === "success" ? resolve : reject)(value);
        }
      }
    };
    const end = (name, value) => {
      if (!open) return;
      open = false;
      if (sync) later(() => settle(name, value));
      else settle(name, value);
    };
    const no = (failure, cause) => {
      const error = failed(pair, entry, failure);
      if (cause !== undefined) hidden(error, "cause", cause);
      end("fail", error);
    };
    try {
      answer(pair, entry, given, (reply) => end("success", reply), no);
    } catch (error) {
      if (!open) throw error;
      if (error instanceof Bad) no({ kind: "param_invalid", message: error.text }, error);
      else no({ kind: "internal", message: String(error && error.message) }, error);
    } finally {
      sync = false;
    }
    return promised;
  };
}

function failed(pair, entry, failure) {
  if (pair.read.canonical) return copy({ api: entry.read.api }, failure);
  return writeFailure(entry.read, pair.read, failure, context(pair));
}

/** Whether the dialect's canIUse string can be used on this target, now. */
function usable(pair, text) {
  const parts = String(text).split(".");
  const entry = pair.named[parts[0]];
  if (!entry) {
    const target = pair.find();
    return !!(target && typeof target.canIUse === "function" && target.canIUse(text));
  }
  const reachable = entry.routes.some((way) => targetOf(pair, pair.programs[way.to]));
  if (!reachable) return false;
  if (parts.length < 3) return true;
  const name = parts[2];
  if (parts[1] === "object") {
    return entry.read.params.some((param) =>
      param.status !== "no" && learn(entry.read) && param.spelt.indexOf(name) >= 0);
  }
  return name === "errMsg" ? has(entry.read.success, name) : entry.read.result.some((field) =>
    field.status !== "no" && field.from.some((place) =>
      place[0] === name && (parts.length < 4 || place[2] === parts[3])));
}

/** The dialect over the first of these targets that is there. */
function build(pairs) {
  const media = {};
  const current = () => pairs.filter((pair) => pair.find())[0] || pairs[0];
  const choose = (kind, name) => function (options) {
    return (current()[kind][name])(options);
  };
  for (const pair of pairs) {
    pair.named = {};
    pair.plain = {};
    pair.managed = {};
    Object.keys(pair.apis).forEach((key) => {
      const entry = pair.apis[key];
      if (!entry.read.manager) pair.named[entry.read.name] = entry;
      pair[entry.read.manager ? "managed" : "plain"][entry.read.name] = dialect(pair, entry);
    });
  }
  const first = pairs[0];
  Object.keys(first.plain).forEach((name) => {
    media[name] = pairs.length > 1 ? choose("plain", name) : first.plain[name];
  });
  media.canIUse = (text) => usable(current(), text);
  if (Object.keys(first.managed).length) {
    media.getFileSystemManager = () => {
      const pair = current();
      const target = pair.find();
      const own = target && typeof target.getFileSystemManager === "function"
        ? target.getFileSystemManager() : null;
      return copy(Object.create(own), pair.managed);
    };
  }
  return media;
}

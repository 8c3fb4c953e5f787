// What a mini-program finds beside its vendor's namespace: time that moves when the client says
// so, the same random numbers every run, console, timers.
let now;
let seed;

const timers = map();
let timerCount = 0;

function installGlobals() {
  const missing = list("SharedArrayBuffer", "Atomics", "WebAssembly", "performance", "atob", "btoa");
  for (let i = 0; i < missing.length; i++) {
    delete globalThis[missing[i]]; // no waiting, no real clock, nothing that clients do not have
  }
  // A stack as objects would give the client's own functions away.
  defineProperty(OwnError, "prepareStackTrace", bare({ get: () => undefined, set() {} }));
  const dateNow = function now_() {
    return now;
  };
  hidden(dateNow, "name", "now");
  const VirtualDate = new PlainProxy(PlainDate, bare({
    construct: (target, args, made) => construct(target, args.length ? args : [now], made),
    apply: () => dateWords(new PlainDate(now)),
    get: (target, key) => (key === "now" ? dateNow : target[key]),
  }));
  hidden(PlainDate.prototype, "constructor", VirtualDate);
  hidden(globalThis, "Date", VirtualDate);
  hidden(Math, "random", function random() {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) / 4294967296;
  });
  hidden(globalThis, "setTimeout", function setTimeout(fn, ms, ...args) {
    return startTimer(fn, ms, args, false);
  });
  hidden(globalThis, "setInterval", function setInterval(fn, ms, ...args) {
    return startTimer(fn, ms, args, true);
  });
  hidden(globalThis, "clearTimeout", function clearTimeout(id) {
    stopTimer(id);
  });
  hidden(globalThis, "clearInterval", function clearInterval(id) {
    stopTimer(id);
  });
  const log = {};
  const say = (level, values) => {
    const parts = list();
    for (let i = 0; i < values.length; i++) parts.push(shown(values[i]));
    send({ t: "log", level, text: cut(joined(parts, " ")) });
  };
  const levels = list("debug", "log", "info", "warn", "error");
  for (let i = 0; i < levels.length; i++) {
    log[levels[i]] = function (...values) {
      say(levels[i], values);
    };
  }
  const silent = list("group", "groupEnd", "groupCollapsed", "time", "timeEnd", "table", "trace");
  for (let i = 0; i < silent.length; i++) log[silent[i]] = function () {};
  log.assert = function (holds, ...values) {
    if (holds) return;
    const whole = list("Assertion failed:");
    for (let i = 0; i < values.length; i++) whole.push(values[i]);
    say("error", whole);
  };
  hidden(globalThis, "console", log);
}

function startTimer(fn, ms, args, repeat) {
  if (typeof fn !== "function") throw new OwnTypeError("a timer needs a function");
  const id = ++timerCount;
  const wait = +ms;
  const delay = isFinite(wait) && wait > 0 ? wait : 0;
  timers.set(id, bare({ fn, args, repeat }));
  send({ t: "timer", id, ms: delay, repeat });
  return id;
}

function stopTimer(id) {
  if (timers.delete(id)) send({ t: "stop", id });
}

function fireTimer(id) {
  const timer = timers.get(id);
  if (timer === undefined) return;
  if (!timer.repeat) timers.delete(id);
  try {
    apply(timer.fn, undefined, timer.args);
  } catch (thrown) {
    scriptFailed(thrown, "a timer");
  }
}

// What a mini-program finds beside its vendor's namespace: time that moves when the client says
// so, the same random numbers every run, console, timers.
let now = config.now;
let seed = config.seed >>> 0 || 1;

const timers = new Map();
let timerCount = 0;

function hidden(target, name, value) {
  defineProperty(target, name, { value, writable: true, enumerable: false, configurable: true });
}

function installGlobals() {
  for (const name of ["SharedArrayBuffer", "Atomics", "WebAssembly", "performance",
    "atob", "btoa"]) {
    delete globalThis[name]; // no waiting, no real clock, nothing that clients do not have
  }
  // A stack as objects would give the client's own functions away.
  defineProperty(Error, "prepareStackTrace", { get: () => undefined, set() {} });
  const dateNow = function now_() {
    return now;
  };
  hidden(dateNow, "name", "now");
  const VirtualDate = new Proxy(PlainDate, {
    construct: (target, args, made) =>
      Reflect.construct(target, args.length ? args : [now], made),
    apply: () => new PlainDate(now).toString(),
    get: (target, key) => (key === "now" ? dateNow : target[key]),
  });
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
  for (const level of ["debug", "log", "info", "warn", "error"]) {
    log[level] = function (...values) {
      send({ t: "log", level, text: cut(values.map((value) => shown(value)).join(" ")) });
    };
  }
  for (const name of ["group", "groupEnd", "groupCollapsed", "time", "timeEnd", "table", "trace"]) {
    log[name] = function () {};
  }
  log.assert = function (holds, ...values) {
    if (!holds) log.error("Assertion failed:", ...values);
  };
  hidden(globalThis, "console", log);
}

function startTimer(fn, ms, args, repeat) {
  if (typeof fn !== "function") throw new TypeError("a timer needs a function");
  const id = ++timerCount;
  const wait = +ms;
  const delay = isFinite(wait) && wait > 0 ? wait : 0;
  timers.set(id, { fn, args, repeat });
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

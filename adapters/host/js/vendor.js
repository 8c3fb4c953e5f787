// The vendor's namespace: what its profile says this client has, and a loud refusal for the rest.
const waiting = new Map();
const reported = new WeakSet();
const quiet = new WeakSet();
const store = new Map();
let callCount = 0;

function notSimulated(name, advice) {
  const error = new Error(
    name + " is not simulated" + (advice || "; give it an answer in stubs or setup"),
  );
  hidden(error, "name", "NotSimulated");
  return error;
}

/** A refusal that is told at once: a promise may swallow what is thrown. */
function refusal(name, advice, error = notSimulated(name, advice)) {
  report(error, name);
  reported.add(error);
  return error;
}

function apiFunction(side, name, manager) {
  return function (options) {
    return callApi(side, name, options, manager);
  };
}

function callApi(side, name, options, manager, local, promise = side.promise) {
  const given = options === undefined || options === null ? {} : options;
  const callbacks = {};
  let listens = false;
  let plain;
  if (typeof given === "object") {
    for (let i = 0; i < CALLBACKS.length; i++) {
      const callback = given[CALLBACKS[i]];
      callbacks[CALLBACKS[i]] = callback;
      listens = listens || typeof callback === "function";
    }
    const full = encode(given, side.namespace + "." + name);
    plain = create(null);
    if (full.$ === undefined && !isArray(full)) {
      for (const key of ownKeys(full)) if (!CALLBACKS.includes(key)) plain[key] = full[key];
    } else {
      plain = full;
    }
  } else {
    plain = encode(given, side.namespace + "." + name);
  }
  const id = ++callCount;
  const call = { id, given, callbacks, resolve: null, reject: null };
  waiting.set(id, call);
  let promised;
  if (promise === "always" || (promise !== "never" && !listens)) {
    promised = new OwnPromise((resolve, reject) => {
      call.resolve = resolve;
      call.reject = reject;
    });
    if (listens) {
      apply(promiseThen, promised, [undefined, () => {}]);
      quiet.add(promised); // its callbacks have heard of it
    }
  }
  const message = {
    t: "call", id, side: side.namespace, api: name, options: plain, manager, promise: !!promised,
  };
  if (local instanceof FileProblem) {
    message.problem = local.problem;
  } else if (local !== undefined) {
    message.local = local;
    call.local = local;
  }
  send(message);
  return promised;
}

/** A function that takes a listener and never calls it. */
function listener(api) {
  return function () {
    send({ t: "listen", api });
  };
}

/** A call that is answered by a task in place of a promise: it can be ended. */
function taskFunction(side, name, service) {
  return function (options) {
    callApi(side, name, options, service.manager, undefined, "never");
    const id = callCount;
    const task = {};
    for (const method of service.task) {
      task[method] = function () {
        if (method === "abort") send({ t: "abort", id });
      };
    }
    return task;
  };
}

/** The client's answer: callbacks in its order, once each, then the promise. */
function answerCall({ id, ok, value, legacy, fires, settles }) {
  const call = waiting.get(id);
  if (call === undefined) return;
  waiting.delete(id);
  const reply = decode(value);
  if (ok && call.local !== undefined) {
    for (const key of ownKeys(call.local)) reply[key] = call.local[key]; // with its functions
  }
  if (legacy !== undefined) {
    for (const key of ownKeys(legacy)) hidden(reply, key, decode(legacy[key]));
  }
  for (const name of fires) {
    const callback = call.callbacks[name];
    if (typeof callback !== "function") continue;
    try {
      watched(callback, apply(callback, call.given, [reply]), name);
    } catch (thrown) {
      scriptFailed(thrown, name);
    }
  }
  if (call.resolve === null || !settles) return;
  if (ok) call.resolve(reply);
  else call.reject(reply);
}

// What answers at once ------------------------------------------------------------------------

const SYNC = {
  storage_get: ({ key }, { missing = null }) => ({
    data: store.has(key) ? parse(store.get(key)) : missing,
  }),
  storage_set: ({ key, data }) => {
    const text = stringify(copied(data === undefined ? null : data));
    store.set(Text(key), text);
    send({ t: "stored", key: Text(key), text });
    return { success: true };
  },
  storage_remove: ({ key }) => {
    store.delete(Text(key));
    send({ t: "stored", key: Text(key), text: null });
    return { success: true };
  },
  storage_clear: () => {
    store.clear();
    send({ t: "stored", key: null, text: null });
    return { success: true };
  },
  storage_info: () => {
    let size = 0;
    for (const [key, text] of store) size += key.length + text.length;
    return { keys: [...store.keys()], size: Math.ceil(size / 1024), limit: 10240 };
  },
  system_info: (_, __, side) => ({ ...side.info }),
};
for (const name of ["window_info", "device_info", "app_info"]) SYNC[name] = SYNC.system_info;

/** The service's own words to canonical ones, from one object or from arguments in order. */
function readOptions(service, args) {
  const out = {};
  const names = Object.keys(service.params);
  const named = names.length && args[0] !== null && typeof args[0] === "object";
  if (service.arguments.length && !named) {
    for (let i = 0; i < service.arguments.length; i++) out[service.arguments[i]] = args[i];
    return out;
  }
  const given = args[0] === null || typeof args[0] !== "object" ? {} : args[0];
  for (const name of names) out[name] = given[service.params[name]];
  return out;
}

function writeResult(service, values) {
  if (service.bare) return values[service.bare];
  if (service.sync && !Object.keys(service.result).length) return undefined;
  const out = {};
  for (const key of Object.keys(values)) {
    const names = service.result[key];
    if (names === undefined) continue;
    for (const name of names) out[name] = values[key];
  }
  return out;
}

function serviceFunction(side, name, service) {
  const run = SYNC[service.is] || FILES[service.is];
  if (service.sync && service.task.length) {
    return () => Object.fromEntries(service.task.map((method) => [method, listener(name + "." + method)]));
  }
  if (service.sync) {
    return function (...args) {
      try {
        return writeResult(service, run(readOptions(service, args), service.values, side));
      } catch (thrown) {
        return failedAtOnce(service, loud(thrown, name));
      }
    };
  }
  if (service.task.length) return taskFunction(side, name, service);
  if (run === undefined || service.is === "read_file") {
    return apiFunction(side, name, service.manager);
  }
  return function (options) {
    let local;
    try {
      local = writeResult(service, run(readOptions(service, [options]), service.values, side)) || {};
    } catch (thrown) {
      local = loud(thrown, name);
    }
    return callApi(side, name, options, service.manager, local);
  };
}

/** A failure that a script may see. Anything else is thrown on, and told even where it is caught. */
function loud(thrown, name) {
  if (thrown instanceof FileProblem) return thrown;
  throw thrown.name === "NotSimulated" ? refusal(name, "", thrown) : thrown;
}

/** How a vendor's synchronous call fails: by an error that has the failure's fields, or with them. */
function failedAtOnce(service, { problem }) {
  const reply = parse(stringify(service.failures[problem]));
  if (!service.throws) return reply;
  throw Object.assign(new Error(reply.errMsg), reply);
}

// The namespace ---------------------------------------------------------------------------------

/** `missing` refuses what is not there, by name; what this client lacks for good is undefined. */
function guardedObject(target, label, absent, missing) {
  return new Proxy(target, {
    get(own, key) {
      if (key in own) return own[key];
      if (typeof key === "symbol" || key === "then" || key === "toJSON") return undefined;
      const name = label + "." + key;
      if (key in absent) {
        send({ t: "absent", name, why: absent[key] });
        return undefined;
      }
      return function () {
        throw refusal(name, "", missing(name));
      };
    },
  });
}

function canIUse(side, own, text) {
  const parts = Text(text).split(".");
  const found = side.usable[parts[0]];
  if (found === undefined) return parts.length === 1 && parts[0] in own;
  if (parts.length < 3) return true;
  const names = found[parts[1] === "object" ? "object" : "success"];
  return ["success", "return", "callback", "object"].includes(parts[1]) && names.includes(parts[2]);
}

function namespaceOf(side) {
  const own = create(null);
  const files = create(null);
  for (const name of side.apis) own[name] = apiFunction(side, name, false);
  for (const name of side.managed) files[name] = apiFunction(side, name, true);
  for (const [name, service] of Object.entries(side.services)) {
    (service.manager ? files : own)[name] = serviceFunction(side, name, service);
  }
  for (const name of side.listeners) own[name] = listener(name);
  for (const name of side.recorded) own[name] = apiFunction(side, name, false);
  for (const name of side.stubs) own[name] = apiFunction(side, name, false);
  for (const name of Object.keys(side.fixed)) own[name] = side.fixed[name];
  const known = Object.keys(files).join(", ");
  const manager = guardedObject(files, "getFileSystemManager()", {}, (name) =>
    notSimulated(name, "; of the file system, only " + known + " are"));
  own.getFileSystemManager = () => manager;
  own.canIUse = (text) => canIUse(side, own, text);
  own.env = { ...side.env };
  own.nextTick = (run) => {
    apply(promiseThen, OwnPromise.resolve(), [() => guarded(run, "nextTick")]);
  };
  return guardedObject(own, side.namespace, side.absent, (name) =>
    notSimulated(name, side.advice && "; " + side.advice));
}

const bare = (table) => Object.assign(create(null), table);

function installVendor() {
  for (const side of config.sides) {
    side.absent = bare(side.absent);
    side.usable = bare(side.usable);
    hidden(globalThis, side.namespace, namespaceOf(side));
  }
  for (const key of Object.keys(config.store)) store.set(key, config.store[key]);
}

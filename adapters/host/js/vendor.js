// The vendor's namespace: what its profile says this client has, and a loud refusal for the rest.
const waiting = new Map();
const store = new Map();
let callCount = 0;

function notSimulated(name, advice = "") {
  const error = new Error(
    name + " is not simulated" + (advice || "; give it an answer of its own in stubs"),
  );
  hidden(error, "name", "NotSimulated");
  return error;
}

function apiFunction(name, manager) {
  return function (options) {
    return callApi(name, options, manager);
  };
}

function callApi(name, options, manager, local) {
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
    const full = encode(given, config.namespace + "." + name);
    plain = create(null);
    if (full.$ === undefined && !isArray(full)) {
      for (const key of ownKeys(full)) if (!CALLBACKS.includes(key)) plain[key] = full[key];
    } else {
      plain = full;
    }
  } else {
    plain = encode(given, config.namespace + "." + name);
  }
  const id = ++callCount;
  const call = { id, given, callbacks, resolve: null, reject: null };
  waiting.set(id, call);
  let promise;
  if (config.promise === "always" || (config.promise !== "never" && !listens)) {
    promise = new OwnPromise((resolve, reject) => {
      call.resolve = resolve;
      call.reject = reject;
    });
    if (listens) apply(promiseThen, promise, [undefined, () => {}]);
  }
  const message = { t: "call", id, api: name, options: plain, manager, promise: !!promise };
  if (local !== undefined) message.local = local;
  send(message);
  return promise;
}

/** The client's answer: callbacks in its order, once each, then the promise. */
function answerCall({ id, ok, value, legacy, fires, settles }) {
  const call = waiting.get(id);
  if (call === undefined) return;
  waiting.delete(id);
  const reply = decode(value);
  if (legacy !== undefined) {
    for (const key of ownKeys(legacy)) hidden(reply, key, decode(legacy[key]));
  }
  for (const name of fires) {
    const callback = call.callbacks[name];
    if (typeof callback !== "function") continue;
    try {
      const returned = apply(callback, call.given, [reply]);
      if (returned instanceof OwnPromise) {
        apply(promiseThen, returned, [undefined, (thrown) => scriptFailed(thrown, name)]);
      }
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
  storage_get: ({ key }) => ({ data: store.has(key) ? parse(store.get(key)) : config.nothing }),
  storage_set: ({ key, data }) => {
    const text = stringify(copied(data === undefined ? null : data));
    store.set(Text(key), text);
    send({ t: "stored", key: Text(key), text });
    return {};
  },
  storage_remove: ({ key }) => {
    store.delete(Text(key));
    send({ t: "stored", key: Text(key), text: null });
    return {};
  },
  storage_clear: () => {
    store.clear();
    send({ t: "stored", key: null, text: null });
    return {};
  },
  storage_info: () => {
    let size = 0;
    for (const [key, text] of store) size += key.length + text.length;
    return { keys: [...store.keys()], size: Math.ceil(size / 1024), limit: 10240 };
  },
  system_info: () => ({ ...config.info }),
};

/** The service's own words to canonical ones, from one object or from arguments in order. */
function readOptions(service, args) {
  const out = {};
  const names = Object.keys(service.params);
  if (service.arguments.length) {
    for (let i = 0; i < service.arguments.length; i++) out[service.arguments[i]] = args[i];
    return out;
  }
  const given = args[0] === null || typeof args[0] !== "object" ? {} : args[0];
  for (const name of names) out[name] = given[service.params[name]];
  return out;
}

function writeResult(service, values) {
  if (service.bare) return values[service.bare];
  const out = {};
  for (const key of Object.keys(values)) {
    const names = service.result[key];
    if (names === undefined) continue;
    for (const name of names) out[name] = values[key];
  }
  return out;
}

function serviceFunction(name, service) {
  const run = SYNC[service.is];
  if (service.sync) {
    return function (...args) {
      return writeResult(service, run(readOptions(service, args)));
    };
  }
  if (run === undefined) return apiFunction(name, service.manager);
  return function (options) {
    const values = run(readOptions(service, [options]));
    return callApi(name, options, service.manager, writeResult(service, values));
  };
}

// The namespace ---------------------------------------------------------------------------------

function guardedObject(target, label, advice) {
  return new Proxy(target, {
    get(own, key) {
      if (key in own) return own[key];
      if (typeof key === "symbol" || key === "then" || key === "toJSON") return undefined;
      const name = label + "." + key;
      if (key in config.absent) {
        send({ t: "absent", name, why: config.absent[key] });
        return undefined;
      }
      return function () {
        throw notSimulated(name, advice);
      };
    },
  });
}

function canIUse(text) {
  const parts = Text(text).split(".");
  const found = config.usable[parts[0]];
  if (found === undefined) return parts.length === 1 && parts[0] in namespace_;
  if (parts.length < 3) return true;
  const names = found[parts[1] === "object" ? "object" : "success"];
  return ["success", "return", "callback", "object"].includes(parts[1]) && names.includes(parts[2]);
}

const namespace_ = create(null);
const manager_ = create(null);

function stubFunction(name) {
  return function (options) {
    return callApi(name, options, false);
  };
}

function installVendor() {
  for (const name of config.apis) namespace_[name] = apiFunction(name, false);
  for (const name of config.managed) manager_[name] = apiFunction(name, true);
  for (const [name, service] of Object.entries(config.services)) {
    (service.manager ? manager_ : namespace_)[name] = serviceFunction(name, service);
  }
  for (const name of config.recorded) namespace_[name] = apiFunction(name, false);
  for (const name of config.stubs) namespace_[name] = stubFunction(name);
  for (const [name, value] of Object.entries(config.values)) namespace_[name] = value;
  const manager = guardedObject(
    manager_, "getFileSystemManager()",
    "; of the file system, only " + Object.keys(manager_).join(", ") + " are",
  );
  namespace_.getFileSystemManager = () => manager;
  namespace_.canIUse = canIUse;
  namespace_.env = { ...config.env };
  namespace_.nextTick = (run) => {
    apply(promiseThen, OwnPromise.resolve(), [() => guarded(run, "nextTick")]);
  };
  hidden(globalThis, config.namespace, guardedObject(namespace_, config.namespace, ""));
  for (const [key, text] of Object.entries(config.store)) store.set(key, text);
}

// The vendor's namespace: what its profile says this client has, and a loud refusal for the rest.
const waiting = map();
const reported = weakSet();
const quiet = weakSet();
const store = map();
let callCount = 0;
let besideCall; // what the page knows of what the next call's options name, by canonical name

function notSimulated(name, advice) {
  const error = new OwnError(
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

function apiFunction(side, name, receiver = "") {
  return function (options) {
    return callApi(side, name, options, receiver);
  };
}

/** When a function of a vendor returns a promise: its own rule, its receiver's, the vendor's. */
function promiseOf(side, name, receiver) {
  const own = side.promises[receiver ? receiver + "." + name : name];
  return own || (receiver === "file_manager" ? side.file_promise : side.promise);
}

function callApi(side, name, options, receiver, local, promise = promiseOf(side, name, receiver), of) {
  const given = options === undefined || options === null ? {} : options;
  const callbacks = create(null);
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
      const keys = ownKeys(full);
      for (let i = 0; i < keys.length; i++) if (!has(CALLBACKS, keys[i])) plain[keys[i]] = full[keys[i]];
    } else {
      plain = full;
    }
  } else {
    plain = encode(given, side.namespace + "." + name);
  }
  const id = ++callCount;
  const call = bare({
    id, name, given, callbacks, resolve: null, reject: null, local: undefined,
  });
  waiting.set(id, call);
  let promised;
  if (promise === "always" || (promise !== "never" && !listens)) {
    const made = deferred();
    promised = made.promise;
    call.resolve = made.resolve;
    call.reject = made.reject;
    if (listens) {
      follow(promised, undefined, () => {});
      quiet.add(promised); // its callbacks have heard of it
    }
  }
  const message = bare({
    t: "call", id, side: side.namespace, api: name, options: plain, receiver, promise: !!promised,
  });
  if (of !== undefined) message.object = of;
  if (unfinished === name) message.overlaps = true;
  if (besideCall !== undefined) message.beside = besideCall;
  if (isProblem(local)) {
    message.problem = local.problem;
  } else if (local !== undefined) {
    message.local = encode(local, name);
    call.local = local;
  }
  send(message);
  return promised;
}

/** A function that takes a listener and never calls it. */
function listener(side, api) {
  return function () {
    send({ t: "listen", api });
    atOnce(side, api);
  };
}

/** A call that is answered by a task: it can be ended. Some are promises as well. */
function taskFunction(side, name, service) {
  return function (options) {
    const way = service.promised ? side.promise : "never";
    const promised = callApi(side, name, options, service.receiver, undefined, way);
    const id = callCount;
    const task = promised === undefined ? {} : promised;
    for (let i = 0; i < service.task.length; i++) {
      const method = service.task[i];
      put(task, method, function () {
        if (method === "abort") send({ t: "abort", id });
      });
    }
    const rows = rowsOfKind(side, service.gives);
    for (let i = 0; i < rows.length; i++) put(task, rows[i].name, hears(id, rows[i]));
    return task;
  };
}

/** The call whose callbacks run and whose complete has not: what starts now overlaps it. */
let unfinished = null;

/** The client's answer: callbacks in its order, once each, then the promise. */
function answerCall({ id, ok, value, legacy, fires, settles }) {
  const call = waiting.get(id);
  if (call === undefined) return;
  waiting.delete(id);
  const reply = decode(value);
  if (ok && call.local !== undefined) assign(reply, call.local); // with its functions
  if (legacy !== undefined) {
    const keys = ownKeys(legacy);
    for (let i = 0; i < keys.length; i++) hidden(reply, keys[i], decode(legacy[keys[i]]));
  }
  for (let i = 0; i < fires.length; i++) {
    const callback = call.callbacks[fires[i]];
    unfinished = fires[i] === "complete" ? null : call.name;
    if (typeof callback !== "function") continue;
    try {
      watched(callback, apply(callback, call.given, [reply]), fires[i]);
    } catch (thrown) {
      scriptFailed(thrown, fires[i]);
    }
  }
  unfinished = null;
  if (call.resolve === null || !settles) return;
  if (ok) call.resolve(reply);
  else call.reject(reply);
}

/** The service's own words to canonical ones, from one object or from arguments in order. */
function readOptions(service, args) {
  const out = create(null);
  const words = keysOf(service.params);
  const named = words.length && args[0] !== null && typeof args[0] === "object";
  if (service.arguments.length && !named) {
    for (let i = 0; i < service.arguments.length; i++) out[service.arguments[i]] = args[i];
    return out;
  }
  const given = args[0] === null || typeof args[0] !== "object" ? create(null) : args[0];
  for (let i = 0; i < words.length; i++) out[words[i]] = given[service.params[words[i]]];
  return out;
}

/** A value under a key, or under a member of what stands there. */
function putMember(out, path, value) {
  if (path.length === 1) return put(out, path[0], value);
  if (out[path[0]] === undefined) put(out, path[0], {});
  return put(out[path[0]], path[1], value);
}

function writeResult(service, values) {
  if (service.bare) return values[service.bare];
  const said = keysOf(service.success);
  const plain = !keysOf(service.result).length && !said.length;
  if (service.form === "at_once" && plain) return undefined;
  const out = {};
  const words = keysOf(values);
  for (let i = 0; i < words.length; i++) {
    const fields = service.result[words[i]];
    if (fields === undefined) continue;
    for (let j = 0; j < fields.length; j++) putMember(out, split(fields[j], "."), values[words[i]]);
  }
  for (let i = 0; i < said.length; i++) put(out, said[i], service.success[said[i]]);
  return out;
}

/** What a row of an operation leaves out. */
const ROW = bare({
  receiver: "", failures: bare(), of_files: false, asked: false, params: bare(), arguments: list(), result: bare(),
  absent: bare(), missing: "", success: bare(), bare: "", task: list(), promised: false, promise: "", gives: "",
  single: false,
});

/** A row of an operation, whole. */
function rowOf(text) {
  return laid(bare(ROW), owned(parse(text)));
}

/** A function of the vendor outside media: by its form, and by who answers it. */
function operationFunction(side, service) {
  const { name, form, receiver } = service;
  const run = SYNC[service.is] || FILES[service.is];
  if (form === "listener") return listener(side, name);
  if (form === "factory" && has(side.live, service.gives)) {
    return side.advice ? refusing(side.namespace + "." + name, notSimulated) : maker(side, service);
  }
  if (form === "factory") return taskOf(side, name, service);
  if (service.answer !== undefined && form === "at_once") {
    return answering(side, name, side.offline && service.offline !== undefined ? service.offline : service.answer);
  }
  if (form === "at_once") {
    if (run === undefined) return refusing(side.namespace + "." + name, notSimulated);
    return function (...args) {
      setPrototypeOf(args, LIST);
      atOnce(side, name);
      try {
        return writeResult(service, run(readOptions(service, args), service.absent, side, service.missing));
      } catch (thrown) {
        return failedAtOnce(side, service, loud(thrown, name));
      }
    };
  }
  if (service.task.length) return taskFunction(side, name, service);
  if (run === undefined || service.asked) return apiFunction(side, name, receiver);
  return function (options) {
    let local;
    try {
      local = writeResult(service, run(readOptions(service, list(options)), service.absent, side, service.missing)) || {};
    } catch (thrown) {
      local = loud(thrown, name);
    }
    return callApi(side, name, options, receiver, local);
  };
}

/** A call that is answered here and now; of a foreign vendor's it is written down. */
function atOnce(side, name) {
  if (side.advice) send({ t: "foreign", side: side.namespace, api: name });
}

function answering(side, name, value) {
  return () => {
    atOnce(side, name);
    return fresh(value);
  };
}

/** A function that gives an object of listeners, none of which is ever called. */
function taskOf(side, name, service) {
  return () => {
    const out = {};
    for (let i = 0; i < service.task.length; i++) {
      put(out, service.task[i], listener(side, name + "." + service.task[i]));
    }
    return out;
  };
}

/** A failure that a script may see. Anything else is thrown on, and told even where it is caught. */
function loud(thrown, name) {
  if (isProblem(thrown)) return thrown;
  throw thrown.name === "NotSimulated" ? refusal(name, "", thrown) : thrown;
}

/** How a vendor's synchronous call fails: by an error that has the failure's fields, or with them. */
function failedAtOnce(side, service, { problem }) {
  const reply = service.of_files ? namedIn(side.file_failures[problem], service.name) : fresh(service.failures[problem]);
  if (!side.throws) return reply;
  throw assign(new OwnError(reply[side.message]), reply);
}

/** A reply with the function's name in the place of `{api}` in its texts. */
function namedIn(reply, name) {
  const out = fresh(reply);
  const keys = keysOf(out);
  for (let i = 0; i < keys.length; i++) {
    if (typeof out[keys[i]] === "string") out[keys[i]] = joined(split(out[keys[i]], "{api}"), name);
  }
  return out;
}

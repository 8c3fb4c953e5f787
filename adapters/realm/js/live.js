// Objects that live on the client: recorders, sounds, cameras. They, and calls under way, tell of events.
const states = map(); // number -> data by canonical name
const hearing = map(); // number and event -> functions
const only = map(); // vendor and kind -> the one object there is

function hearingOf(id, event) {
  const key = id + " " + event;
  if (!hearing.has(key)) hearing.set(key, list());
  return hearing.get(key);
}

/** A function that begins, or ends, to hear of an event of an object. */
function hears(id, row) {
  const ends = slice(row.is, 0, 3) === "off";
  const event = slice(row.is, ends ? 3 : 2);
  return function (run) {
    const heard = hearingOf(id, event);
    if (!ends) {
      if (typeof run === "function") heard.push(run);
      return;
    }
    const left = list();
    for (let i = 0; i < heard.length; i++) {
      if (run !== undefined && heard[i] !== run) left.push(heard[i]);
    }
    hearing.set(id + " " + event, left);
  };
}

/** An event of an object or a call: all that hear of it do. */
function hearEvent({ id, event, value }) {
  const reply = decode(value);
  const heard = listOf(hearing.get(id + " " + event) || list());
  for (let i = 0; i < heard.length; i++) {
    guarded(() => apply(heard[i], undefined, [reply]), "the event " + event, heard[i]);
  }
}

/** What objects hold now. */
function holdObjects(objects) {
  for (let i = 0; i < objects.length; i++) states.set(objects[i].id, objects[i].state);
}

/** The vendor's options of a call: an object, or one made of arguments in order. */
function optionsOf(row, args) {
  if (!row.arguments.length) return args[0] === undefined ? {} : args[0];
  const out = {};
  for (let i = 0; i < row.arguments.length; i++) {
    if (args[i] !== undefined) put(out, row.params[row.arguments[i]], args[i]);
  }
  return out;
}

/** A method of an object, by its form. */
function methodOf(side, id, row) {
  if (row.form === "listener") return hears(id, row);
  if (row.form === "factory") return refusing(side.namespace + "." + row.name, notSimulated);
  if (row.form === "at_once") {
    return function (...args) {
      setPrototypeOf(args, LIST);
      const options = encode(optionsOf(row, args), row.name);
      send({ t: "does", id, side: side.namespace, api: row.name, is: row.is, options });
    };
  }
  return function (options) {
    const words = keysOf(row.params);
    for (let i = 0; i < words.length; i++) {
      const given = options === undefined || options === null ? undefined : options[row.params[words[i]]];
      if (typeof given === "function") hearing.set(id + " " + words[i], list(given));
    }
    const own = row.promise === "unknown" ? "without_callbacks" : row.promise;
    const promise = own || side.promise;
    return callApi(side, row.name, options, row.receiver, undefined, promise, id);
  };
}

/** Data of an object: the client's, and what the program sets. */
function dataOf(side, id, field) {
  return bare({
    enumerable: true,
    configurable: true,
    get: () => (states.get(id) || bare({}))[field],
    set: (value) => {
      if (!states.has(id)) states.set(id, bare({}));
      states.get(id)[field] = value;
      send({ t: "set", id, side: side.namespace, field, value: encode(value, field) });
    },
  });
}

/** A function that makes objects that live on the client. */
function maker(side, service) {
  return function (...args) {
    setPrototypeOf(args, LIST);
    const key = side.namespace + " " + service.gives;
    if (service.single && only.has(key)) return only.get(key);
    const id = ++callCount;
    const options = encode(readOptions(service, args), service.name);
    send({ t: "object", id, side: side.namespace, is: service.is, options });
    const made = objectOf(side, service, id);
    if (service.single) only.set(key, made);
    return made;
  };
}

function objectOf(side, service, id) {
  const own = create(null);
  const rows = rowsOfKind(side, service.gives);
  for (let i = 0; i < rows.length; i++) own[rows[i].name] = methodOf(side, id, rows[i]);
  const fields = keysOf(service.result);
  for (let i = 0; i < fields.length; i++) {
    defineProperty(own, service.result[fields[i]][0], dataOf(side, id, fields[i]));
  }
  const label = service.name + "()";
  return new PlainProxy(own, bare({
    get(target, key) {
      if (key in target) return target[key];
      if (typeof key === "symbol" || key === "then" || key === "toJSON") return undefined;
      if (key in OF_OBJECTS) return ofObjects[key];
      const name = label + "." + key;
      if (has(service.task, key)) return refusing(name, notSimulated);
      if (service.task.length) {
        send({ t: "absent", name, why: "no source tells of it" });
        return undefined;
      }
      return refusing(name, notSimulated);
    },
  }));
}

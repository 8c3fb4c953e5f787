// The vendor's namespace as the page finds it: what is there, and a refusal for what is not.
/** `missing` refuses what is not there, by name; what this client lacks for good is undefined.
 * What `rows` has, `make` makes of its row when it is first asked for: of most nothing ever is. */
function guardedObject(target, label, absent, missing, rows = create(null), make = undefined) {
  const made = (own, key) => {
    const row = rows[key];
    if (row === undefined) return;
    delete rows[key];
    own[key] = make(row);
  };
  return new PlainProxy(target, bare({
    getOwnPropertyDescriptor(own, key) {
      made(own, key);
      const slot = getOwnPropertyDescriptor(own, key);
      return slot && bare(slot);
    },
    defineProperty(own, key, slot) {
      made(own, key);
      return defineProperty(own, key, bare(slot));
    },
    deleteProperty(own, key) {
      delete rows[key];
      return deleteProperty(own, key);
    },
    get(own, key) {
      made(own, key);
      if (key in own) return own[key];
      if (typeof key === "symbol" || key === "then" || key === "toJSON") return undefined;
      if (key in OF_OBJECTS) return ofObjects[key];
      const name = label + "." + key;
      if (key in absent) {
        send({ t: "absent", name, why: absent[key] });
        return undefined;
      }
      return refusing(name, missing);
    },
  }));
}

/** What a namespace has as any object: `wx.hasOwnProperty('chooseMedia')`. */
const OF_OBJECTS = names("hasOwnProperty", "propertyIsEnumerable", "isPrototypeOf", "toString",
  "toLocaleString", "valueOf", "constructor");

const OF_FUNCTIONS = names("call", "apply", "bind", "name", "length", "prototype", "toString");

/** A function that refuses by its name; so do its members, by theirs. */
function refusing(name, missing) {
  const refuse = function () {
    return refused_(name, missing);
  };
  return new PlainProxy(refuse, bare({
    get(own, key) {
      const silent = typeof key === "symbol" || key === "then" || key === "toJSON";
      return silent || key in OF_FUNCTIONS ? own[key] : refusing(name + "." + key, missing);
    },
  }));
}

/** A refusal is thrown; where the program is to go on, it is told and stands for what is lacking. */
function refused_(name, missing) {
  if (!config.goes_on || standing >= MOST_STANDING) throw refusal(name, "", missing(name));
  standing++;
  if (!lacked.has(name)) report(missing(name), name);
  lacked.set(name, true);
  return standIn(name, missing);
}

const MOST_STANDING = 1000;
const VALUES = list(Symbol.toPrimitive, Symbol.iterator, Symbol.asyncIterator);
let standing = 0;
let lacked = map(); // told in this turn

/** In the place of what a function that is lacking would have given: its members give the same, a
 * promise of it is never settled, and who needs its value is refused. */
function standIn(name, missing) {
  const again = function () {
    return refused_(name, missing);
  };
  return new PlainProxy(again, bare({
    get(own, key) {
      if (has(VALUES, key)) {
        return () => {
          throw refusal(name, "", missing(name));
        };
      }
      if (typeof key === "symbol" || key === "toJSON" || getOwnPropertyDescriptor(own, key) !== undefined) return own[key];
      return standIn(name, missing);
    },
  }));
}

function canIUse(side, own, words) {
  const parts = split(Text(words), ".");
  const found = side.usable[parts[0]];
  if (found === undefined) return parts.length === 1 && parts[0] in own;
  if (parts.length < 3) return true;
  const known = found[parts[1] === "object" ? "object" : "success"];
  const kinds = list("success", "return", "callback", "object");
  return has(kinds, parts[1]) && has(known, parts[2]);
}

/** The functions of a side as rows, by the kind of object that they are called on. */
function rowsOf(side) {
  const rows = create(null);
  rows[""] = create(null);
  side.kinds = map();
  for (let i = 0; i < side.apis.length; i++) {
    const { name, receiver } = side.apis[i];
    if (rows[receiver] === undefined) rows[receiver] = create(null);
    rows[receiver][name] = side.apis[i];
  }
  const receivers = ownKeys(side.operations);
  for (let i = 0; i < receivers.length; i++) {
    const receiver = receivers[i];
    if (has(side.live, receiver)) side.kinds.set(receiver, side.operations[receiver]);
    else rows[receiver] = laid(rows[receiver] || create(null), side.operations[receiver]);
  }
  return rows;
}

/** The rows of a kind of object, whole, in order; read when they are first asked for. */
function rowsOfKind(side, kind) {
  const rows = side.kinds.get(kind) || list();
  if (isArray(rows)) return rows;
  const out = list();
  const keys = ownKeys(rows);
  for (let i = 0; i < keys.length; i++) out.push(rowOf(rows[keys[i]]));
  side.kinds.set(kind, out);
  return out;
}

/** An object whose members are to be made of rows: each has its place. */
function placesOf(rows) {
  const own = create(null);
  const keys = ownKeys(rows);
  for (let i = 0; i < keys.length; i++) own[keys[i]] = undefined;
  return own;
}

function namespaceOf(side) {
  const rows = rowsOf(side);
  const own = placesOf(rows[""]);
  const missing = (name) => notSimulated(name, side.advice && "; " + side.advice);
  const make = (row) =>
    typeof row === "string" ? operationFunction(side, rowOf(row)) : apiFunction(side, row.name, row.receiver);
  for (let i = 0; i < side.drawing.length; i++) own[side.drawing[i]] = drawing(side.drawing[i] + "()", missing);
  for (let i = 0; i < side.offscreen.length; i++) own[side.offscreen[i].name] = offscreen(side.offscreen[i], missing);
  if (side.query !== undefined) own[side.query.name] = querying(side, missing);
  if (side.motion !== undefined) own[side.motion.name] = animating(side);
  if (side.named !== undefined && side.named.name in rows[""]) {
    own[side.named.name] = ofCanvas(side, make(rows[""][side.named.name]), side.named);
  }
  side.members = map();
  const stubs = keysOf(side.stubs);
  for (let i = 0; i < stubs.length; i++) stubbed(own, side, stubs[i], missing);
  const kinds = keysOf(rows);
  for (let i = 0; i < kinds.length; i++) {
    const giver = side.givers[kinds[i]];
    if (giver === undefined) continue;
    const members = placesOf(rows[kinds[i]]);
    const given = guardedObject(members, giver + "()", create(null), (name) =>
      notSimulated(name, "; of what it gives, only " + joined(keysOf(members), ", ") + " are"),
    rows[kinds[i]], make);
    own[giver] = () => given;
  }
  own.canIUse = (words) => canIUse(side, own, words);
  assign(own, fresh(side.values));
  const members = ownKeys(own);
  for (let i = 0; i < members.length; i++) if (own[members[i]] !== undefined) delete rows[""][members[i]];
  return guardedObject(own, side.namespace, side.absent, missing, rows[""], make);
}

/** Gives a context that draws nothing: its functions give what takes more of them, and run a
 * function that they are given once the client has drawn; sizes are 0. What would answer by
 * callbacks is refused. */
function drawing(label, missing) {
  const made = weakSet(); // gradients and the like are given back to it
  const traps = bare({
    get(own, key) {
      if (key in own) return own[key];
      if (typeof key === "symbol" || key === "then" || key === "toJSON") return undefined;
      if (key === "width" || key === "height") return 0;
      return function (...args) {
        setPrototypeOf(args, LIST);
        for (let i = 0; i < args.length; i++) {
          if (typeof args[i] === "function") startTimer(args[i], 0, [], false);
          if (!made.has(args[i]) && answered(args[i])) return refused_(label + "." + key, missing);
        }
        return drawn();
      };
    },
  });
  const drawn = () => {
    const given = new PlainProxy(create(null), traps);
    made.add(given);
    return given;
  };
  return drawn;
}

/** Whether options have a callback. */
function answered(options) {
  if (typeof options !== "object" || options === null) return false;
  return typeof options.success === "function" || typeof options.fail === "function" || typeof options.complete === "function";
}

/** An answer of the user's: `login`, or `cloud.init`, a member of a member. */
function stubbed(own, side, name, missing) {
  const path = split(name, ".");
  let place = own;
  let label = side.namespace;
  for (let i = 0; i + 1 < path.length; i++) {
    label += "." + path[i];
    const inner = side.members.get(label) || create(null);
    side.members.set(label, inner);
    place[path[i]] = guardedObject(inner, label, create(null), missing);
    place = inner;
  }
  const answer = side.stubs[name];
  place[path[path.length - 1]] = answer === null
    ? apiFunction(side, name)
    : () => fresh(answer.value);
}

function installVendor() {
  for (let i = 0; i < config.sides.length; i++) {
    const side = config.sides[i];
    hidden(globalThis, side.namespace, namespaceOf(side));
  }
  const kept = keysOf(config.store);
  for (let i = 0; i < kept.length; i++) store.set(kept[i], config.store[kept[i]]);
}

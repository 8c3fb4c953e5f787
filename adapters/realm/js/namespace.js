// The vendor's namespace as the page finds it: what is there, and a refusal for what is not.
/** `missing` refuses what is not there, by name; what this client lacks for good is undefined. */
function guardedObject(target, label, absent, missing) {
  return new PlainProxy(target, bare({
    get(own, key) {
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

function namespaceOf(side) {
  const own = create(null);
  const receivers = create(null);
  const missing = (name) => notSimulated(name, side.advice && "; " + side.advice);
  const place = (receiver) => {
    if (!receiver) return own;
    if (receivers[receiver] === undefined) receivers[receiver] = create(null);
    return receivers[receiver];
  };
  for (let i = 0; i < side.apis.length; i++) {
    const { name, receiver } = side.apis[i];
    place(receiver)[name] = apiFunction(side, name, receiver);
  }
  side.kinds = map();
  for (let i = 0; i < side.operations.length; i++) {
    const operation = side.operations[i];
    if (has(side.live, operation.receiver)) {
      if (!side.kinds.has(operation.receiver)) side.kinds.set(operation.receiver, list());
      side.kinds.get(operation.receiver).push(operation);
      continue;
    }
    place(operation.receiver)[operation.name] = operationFunction(side, operation);
  }
  for (let i = 0; i < side.drawing.length; i++) own[side.drawing[i]] = drawing(side.drawing[i] + "()", missing);
  if (side.query !== undefined) own[side.query.name] = querying(side, missing);
  if (side.named !== undefined && side.named.name in own) {
    own[side.named.name] = ofCanvas(own[side.named.name], side.named);
  }
  side.members = map();
  const stubs = keysOf(side.stubs);
  for (let i = 0; i < stubs.length; i++) stubbed(own, side, stubs[i], missing);
  const kinds = keysOf(receivers);
  for (let i = 0; i < kinds.length; i++) {
    const giver = side.givers[kinds[i]];
    if (giver === undefined) continue;
    const members = receivers[kinds[i]];
    const known = joined(keysOf(members), ", ");
    const guarded_ = guardedObject(members, giver + "()", create(null), (name) =>
      notSimulated(name, "; of what it gives, only " + known + " are"));
    own[giver] = () => guarded_;
  }
  own.canIUse = (words) => canIUse(side, own, words);
  assign(own, fresh(side.values));
  return guardedObject(own, side.namespace, side.absent, missing);
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

// Telling failures from successes, reading and writing them.
const PREFIX = /^([\w.$]{1,64}[ \t-\r:：]{1,9})?fail(ed|ure)?(?![a-z0-9])[ \t-\r:,_：]*/i;

const codeOf = (raw) => {
  if (!isText(raw)) return isNumber(raw) && raw % 1 === 0 ? raw : null;
  const found = /^[ \t\n\r]*((-?\d{1,15})[ \t\n\r]*)?$/.exec(raw);
  return !found ? raw : found[1] ? +found[2] : null;
};

/**
 * What a key of a reply is for, however logs and bridges spell it: 1 an own code, 0 another
 * vendor's, else the pattern of a message that tells of a success, or false.
 */
const lookedUp = (key) => has(target.roles, key) && target.roles[key];
//if small
const roleOf = (key) => lookedUp(key.toLowerCase().replace(/[-_]/g, ""));
//endif
//if fast
const roles = new Map();
const roleOf = (key) => {
  let role = roles.get(key);
  if (role === undefined) {
    role = lookedUp(key.toLowerCase().replace(/[-_]/g, ""));
    if (roles.size < 99) roles.set(key, role);
  }
  return role;
};
//endif

/** The keys of a reply that are the vendor's for a code (or others'), those spelt otherwise last. */
const codedUnder = (reply, role
//if code
  , first
//endif
) => {
  const own =
//if code
    listOf(first).concat(
//endif
    target.code
//if code
    )
//endif
    .filter((key) => role && has(reply, key));
  return own.concat(keysOf(reply).filter((key) => roleOf(key) === role));
};

//if fast
/** Whether a reply holds results of its program alone, or says a success as documented: it is one. */
const ordinary = (program, reply) => {
  const free = program.free, said = program.success;
  if (!free || !reply || reply.constructor !== Object) return false;
//if wary
  if (program.wary) return false;
//endif
  for (const name in reply) {
    if (!free.has(name) && !(has(said, name) && reply[name] === said[name])) return false;
  }
  return true;
};
//endif

/** Whether a reply is a failure: a success says what the profile says that a success says. */
const isFailure = (reply) => {
  if (!isObject(reply)) return false;
  const says = (key) => {
    const raw = reply[key];
    return codeOf(raw) !== null || (isList(raw) ? raw.length : raw);
  };
  const own = target.code.filter(says);
  const codes = own.length ? own : codedUnder(reply, 1).filter(says);
  if (!codes.every((key) => among(target.ok, codeOf(reply[key])))) return true;
  const done = reply.success;
  if (done === false || done === 0 || (isText(done) && /^(false|0|no)$/.test(plainly(done)))) return true;
  const key = toldUnder(reply);
  return key ? !saidOk(key, reply[key])
//if pattern
    && (!target.pattern || matches(target.pattern, reply[key]) || matches(target.pattern, plainly(reply[key])))
//endif
    : codedUnder(reply, 0).some((name) => !among(target.ok.concat(null), codeOf(reply[name])));
};

/** A message without blanks and case, its colons those of ASCII. */
const plainly = (text) =>
  text.slice(0, 2000).toLowerCase().replace(/：/g, ":").replace(/[\s\0\u200b]/g, "");

/** The key of a reply that holds a message: the vendor's own, else one spelt otherwise. */
const toldUnder = (reply) => target.message.concat(keysOf(reply))
  .find((key) => isText(reply[key]) && roleOf(key).exec && plainly(reply[key]));

/** Whether a message tells of a success; what it matches has the name of the API. */
const saidOk = (key, text) => matches(roleOf(key), plainly(text));

const matches = (pattern, text) => pattern.exec(text.slice(0, 2000));

//if answers
/** Whether a failed reply is an answer: a code tells so, and the result is there besides. */
const answers = (program, reply) => isObject(reply) && listOf(program.answers).some(([when, needs]) =>
  keysOf(when).every((key) => typeof reply[key] !== "boolean" && String(reply[key]) === String(when[key])) &&
  needs.every((key) => !isNone(reply[key])));
//endif

//if outcomes
/** What a documented reply is in spite of its looks: [fields of it, a kind of failure or success]. */
const outcomeOf = (program, reply) => isObject(reply) && listOf(program.outcomes).find(([when]) =>
  keysOf(when).every((key) => (codeOf(when[key]) === null
    ? (isNone(reply[key]) ? null : reply[key]) === when[key]
    : codeOf(reply[key]) === codeOf(when[key]))));

/** The success by which a vendor tells of a failure of such a kind, if it does. */
const succeeded = (program, { kind, vendor, code, message }) => {
  const row = listOf(program.outcomes).filter((row) => row[1] === kind).pop();
  return row &&
//if own
    !(OWN && vendor === source.id && (code || message)) &&
//endif
    copy(copy({}, program.success), row[0]);
};
//endif

/** The canonical kind of a vendor's failure, beside its own code and message. */
const readFailure = (program, payload, outcome) => {
//if nested_failure
  const inner = program.nested && isObject(payload) && payload[program.nested];
  if (isObject(inner)) payload = copy(copy({}, inner), payload, (key) => key === program.nested);
//endif
  const reply = isObject(payload) ? payload : isText(payload) ? { [target.message[0]]: payload } : {};
  const coded = codedUnder(reply, 1
//if code
    , program.code
//endif
  ).filter((key) => codeOf(reply[key]) !== null);
  const codeKey = coded.find((key) => !among(target.ok, codeOf(reply[key]))) || coded[0];
  const texts =
//if message
    listOf(program.message).concat(
//endif
    target.message
//if message
    )
//endif
    .filter((key) => isText(reply[key]));
  const messageKey = texts.find((key) => reply[key]) || toldUnder(reply) || texts[0];
  const code = codeOf(reply[codeKey]), message = reply[messageKey];
  const rule = ruleFor((program.failures || []).concat(target.failures), code, message) || ["unknown"];
  const values = { kind: rule[0] };
//if own canonical
  values.vendor = target.id;
//endif
//if detail
  if (rule[3]) values.detail = rule[3];
//endif
  if (code !== null) values.code = code;
  if (message !== undefined) values.message = message;
//if outcomes code
  const told = [codeKey, messageKey].concat(program.code || []);
//endif
//if outcomes
  if (outcome && rule.length < 2 && (!message || saidOk(messageKey, message))) {
    values.kind = outcome[1];
    // its message is that of the success that it is not
    delete values.message;
    program.outcomes.forEach((row) => told.push(...keysOf(row[0])));
    told.push("success", ...keysOf(program.success));
  }
//endif
  keep(values, reply, new Set(
//if outcomes code
    told ||
//endif
    [codeKey, messageKey]));
  if (message !== undefined) readString(null, message, messageKey); //debug
  if (values.extra) shallow(program.called, values.extra); //debug
  if (rule.length < 2 && values.kind === "unknown") say.note("MG301", codeKey || messageKey || ""); //debug
  if (rule[4] && code !== null) say.note("MG305", codeKey || ""); //debug
  return values;
};

/** The first rule [kind, codes, pattern, detail] for a code, else for a message. */
const ruleFor = (rules, code, message) =>
  rules.find((rule) => among(listOf(rule[1]), code)) ||
  rules.find((rule) => rule[2] && matches(rule[2], message || ""));

/** A vendor's failure of a canonical one. Codes of the same vendor are kept as they are. */
const writeFailure = (program, values) => {
//if own
  const own = OWN && values.vendor === source.id;
//endif
  const rules = copy(copy({}, written), program.failures);
  let near = values.kind;
//if detail range:reject
  if (has(rules, near + "/" + values.detail)) near += "/" + values.detail;
//endif
  while (near && !has(rules, near)) near = FALLBACK[near]; //debug
  if (!own && near && near.split("/")[0] !== values.kind) say.note("MG303", ""); //debug
  const rule =
//if unknown
    near === "unknown" ? [] :
//endif
    listOf(rules[near]);
  let code =
//if own
    own && values.code !== undefined ? values.code :
//endif
    rule[0];
  const told = source.code.concat(source.message, target.code, target.message);
  const out = copy({}, values.extra, (key) =>
//if own
    !own &&
//endif
    among(told, key));
  if (!isNone(code) && !own) shared(program, code, near); //debug
  if (!isNone(code) && !own && rule[2]) say.note("MG305", ""); //debug
  if (isNone(code) && !own && source.code.length) say.note("MG302", ""); //debug
//if unknown
  if (isNone(code)
//if own
    && !own
//endif
  ) code = listOf(rules.unknown)[0];
//endif
//if coded code
  const key = (
//if code
    program.code ||
//endif
    source.code)[0];
  if (!isNone(code)
//if code
    && key
//endif
  ) out[key] = code;
//endif
  if (!own && values.kind === "auth_denied") widened(program, rule); //debug
//if failed
  if (program.failed) copy(out, program.failed, (key) => has(out, key));
//endif
//if message
  if (program.message) out[program.message[0]] = messageOf(program, rule, values
//if own
    , own
//endif
  );
//endif
//if messaged
//if message
  else
//endif
  if (source.message.length) //debug
  out[source.message[0]] = messageOf(program, rule, values
//if own
    , own
//endif
  );
//endif
//if nested_failure
  if (program.nested) define(out, program.nested, copy({}, out), false);
//endif
  return out;
};

const messageOf = (program, rule, values
//if own
  , own
//endif
) => {
//if own
  if (own && values.message !== undefined) return values.message;
//endif
  const told = (values.message || "").replace(PREFIX, "");
  const text = isText(rule[1]) ? rule[1] : told || values.kind.replace(/_/g, " ");
  return source.template(program.called, text).replace(/[ \t\n\r]+$/, "");
};

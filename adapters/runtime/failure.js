// Telling failures from successes, reading and writing them.
const PREFIX = /^(?:[\w.$]{1,64}[ \t-\r:\uff1a]{1,9})?fail(?:ed|ure)?(?![a-z0-9])[ \t-\r:,_\uff1a]*/i;

function codeOf(raw) {
  if (isText(raw)) {
    const text = raw.replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, "");
    return /^-?\d{1,15}$/.test(text) ? +text : text ? raw : null;
  }
  return isNumber(raw) && raw % 1 === 0 ? raw : null;
}

/** What a key of a reply is for, however logs and bridges spell it: [of a code: own or not, form]. */
function roleOf(side, key) {
  const roles = side.roles = side.roles || new Map();
  let role = roles.get(key);
  if (!role) {
    const plain = key.toLowerCase().replace(/[-_]/g, "");
    role = [side.codes[plain], keyOf(side.says, plain)];
    if (roles.size < 99) roles.set(key, role);
  }
  return role;
}

/** The keys of a reply that are the vendor's for a code (or others'), those spelt otherwise last. */
function codedUnder(side, payload, own) {
  const found = [];
  if (own) for (const key of side.code) if (has(payload, key)) found.push(key);
  for (const key in payload) if (roleOf(side, key)[0] === own && has(payload, key)) found.push(key);
  return found;
}

/** Whether a reply is a failure: a success says what the profile says that a success says. */
function isFailure(side, payload) {
  if (!isObject(payload)) return false;
  const odd = (code) => code !== null && side.ok.indexOf(code) < 0;
  for (const key of codedUnder(side, payload, true)) {
    const raw = payload[key], code = codeOf(raw);
    if (odd(code)) return true;
    if (code !== null) break;
    // set, though to nothing a code can be: an Error has no fields in JSON
    if (isList(raw) ? raw.length : raw) return true;
  }
  const done = payload.success;
  if (done === false || done === 0 || (isText(done) && plainly(done) === "false")) return true;
  const key = toldUnder(side, payload);
  return key ? !saidOk(side, key, payload[key])
//if pattern
    && (!side.pattern || matches(side.pattern, payload[key]))
//endif
    : codedUnder(side, payload, false).some((name) => odd(codeOf(payload[name])));
}

/** A message without blanks and case, its colons those of ASCII. */
const plainly = (text) =>
  text.slice(0, 2000).toLowerCase().replace(/\uff1a/g, ":").replace(/[ \t\n\r\u00a0\u3000]/g, "");

/** The key of a reply that holds a message: the vendor's own, else one spelt otherwise. */
function toldUnder(side, payload) {
  const telling = (key) => isText(payload[key]) && roleOf(side, key)[1] && plainly(payload[key]);
  return side.message.find(telling) || keysOf(payload).find(telling);
}

/** Whether a message tells of a success; what it matches has the name of the API. */
const saidOk = (side, key, text) => matches(roleOf(side, key)[1], plainly(text));

const patterns = {};

function matches(pattern, text) {
  const compiled = patterns[pattern] = patterns[pattern] || new RegExp(pattern, "i");
  return compiled.exec(text.slice(0, 2000));
}

/** The canonical kind of a vendor's failure, beside its own code and message. */
function readFailure(program, side, payload, ctx) {
  const said = isText(payload) ? { [side.message[0]]: payload } : {};
  const reply = isObject(payload) ? payload : said;
  const codeKey = codedUnder(side, reply, true).find((key) => codeOf(reply[key]) !== null);
  const texts = side.message.filter((key) => isText(reply[key]));
  const messageKey = texts.find((key) => reply[key]) || toldUnder(side, reply) || texts[0];
  const code = codeOf(reply[codeKey]);
  const message = reply[messageKey];
  const rule = ruleFor((program.failures || []).concat(side.failures), code, message);
  const values = { kind: rule ? rule[0] : "unknown", vendor: side.id };
//if detail
  if (rule && rule[3]) values.detail = rule[3];
//endif
  if (code !== null) values.code = code;
  if (message !== undefined) values.message = message;
  keep(values, reply, new Set([codeKey, messageKey]));
  if (message !== undefined) readString(null, message, messageKey); //debug
  if (values.extra) shallow(program.name, values.extra); //debug
  if (!rule) ctx.note("MG301", codeKey || messageKey || ""); //debug
  if (rule && rule[4] && code !== null) ctx.note("MG305", codeKey || ""); //debug
  return values;
}

/** The first rule [kind, codes, pattern, detail] for a code, else for a message. */
function ruleFor(rules, code, message) {
  for (const rule of rules) if (listOf(rule[1]).indexOf(code) >= 0) return rule;
  for (const rule of rules) if (rule[2] && matches(rule[2], message || "")) return rule;
  return null;
}

/** A vendor's failure of a canonical one. Codes of the same vendor are kept as they are. */
function writeFailure(program, side, values, ctx) {
  const own = values.vendor === side.id;
  const rules = copy(copy({}, side.failures), program.failures);
  let near = values.kind;
//if detail range:reject
  if (has(rules, near + "/" + values.detail)) near += "/" + values.detail;
//endif
  while (near && !has(rules, near)) near = FALLBACK[near];
  if (!own && near && near.split("/")[0] !== values.kind) ctx.note("MG303", ""); //debug
  const rule = near === "unknown" ? [] : listOf(rules[near]);
  let code = own && values.code !== undefined ? values.code : rule[0];
  const out = copy({}, values.extra);
  if (!own) [side, ctx.pair.write].forEach((one) => one.code.concat(one.message).forEach((key) => { delete out[key]; }));
  if (!isNone(code) && !own) shared(program, code, near, ctx); //debug
  if (!isNone(code) && !own && rule[2]) ctx.note("MG305", ""); //debug
  if (isNone(code) && !own && side.code.length) ctx.note("MG302", ""); //debug
  if (isNone(code) && !own) code = listOf(rules.unknown)[0];
  if (!isNone(code) && side.code.length) out[side.code[0]] = code;
  if (!own && values.kind === "auth_denied") widened(program, side, rule, ctx); //debug
  if (side.message.length) out[side.message[0]] = messageOf(program, side, rule, values, own);
  return out;
}

function messageOf(program, side, rule, values, own) {
  if (own && values.message !== undefined) return values.message;
  const told = values.message ? values.message.replace(PREFIX, "") : "";
  const text = isText(rule[1]) ? rule[1] : told || values.kind.replace(/_/g, " ");
  return side.template.split("{api}").join(program.name).split("{text}").join(text)
    .replace(/[ \t\n\r]+$/, "");
}
//debug-begin

/** Note that a reply taken for a success says something else. */
function unsaid(program, side, reply, ctx) {
  const key = toldUnder(side, reply);
  if (!key) return;
  const told = saidOk(side, key, reply[key]);
  const name = told && told[1] && told[1].split(".").pop();
  if (!told || (name && name !== program.name.toLowerCase())) ctx.note("MG210", "");
}

function shared(program, code, near, ctx) {
  const first = ruleFor(program.told || [], code, null);
  if (first && near && first[0] !== near.split("/")[0]) ctx.note("MG303", "");
}

function widened(program, side, rule, ctx) {
  const key = "auth_denied_forever";
  const forever = listOf((program.failures || {})[key] || side.failures[key])[0];
  if (!ctx.apart && forever !== undefined && forever !== rule[0]) ctx.note("MG304", "");
}
//debug-end

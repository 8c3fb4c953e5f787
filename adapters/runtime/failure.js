// Telling failures from successes, reading and writing them.
const PREFIX = /^(?:[\w.$]{1,64}[ \t-\r:\uff1a]{1,9})?fail(?:ed|ure)?(?![a-z0-9])[ \t-\r:,_\uff1a]*/i;

function codeOf(raw) {
  if (typeof raw === "string") {
    const text = raw.replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, "");
    return /^-?\d{1,15}$/.test(text) ? +text : text ? raw : null;
  }
  return isNumber(raw) && raw % 1 === 0 ? raw : null;
}

/** Neither empty nor zero nor false, though nothing a code can be: an Error has no fields in JSON. */
function isSet(raw) {
  return isList(raw) ? raw.length > 0 : !!raw;
}

/** The keys of a reply that are the vendor's for a code (or others'), those spelt otherwise last. */
const codedUnder = (side, payload, own) =>
  side.code.concat(Object.keys(payload)).filter((key) => has(payload, key) && side.codes[folded(key)] === own);

/** Whether what a reply has under `success` denies it. */
const saysNo = (success) => success === false || success === 0 || (typeof success === "string" && plainly(success) === "false");

/** Whether a reply is a failure: a success says what the profile says that a success says. */
function isFailure(side, payload) {
  if (!isObject(payload)) return false;
  for (const key of codedUnder(side, payload, true)) {
    const code = codeOf(payload[key]);
    if (code !== null) {
      if (side.ok.indexOf(code) < 0) return true;
      break;
    }
    if (isSet(payload[key])) return true;
  }
  if (saysNo(payload.success)) return true;
  const key = toldUnder(side, payload);
  if (key) return saidOk(side, key, payload[key]) === null && (!side.pattern || matches(side.pattern, payload[key]));
  return codedUnder(side, payload, false).some((name) => codeOf(payload[name]) !== null && side.ok.indexOf(codeOf(payload[name])) < 0);
}

/** A message without blanks and case, its colons those of ASCII. */
const plainly = (text) =>
  text.slice(0, 2000).toLowerCase().replace(/\uff1a/g, ":").replace(/[ \t\n\r\u00a0\u3000]/g, "");

/** A key as it is looked for where logs and bridges spell it their own way. */
const folded = (key) => key.toLowerCase().replace(/[-_]/g, "");

/** The key of a reply that holds a message: the vendor's own, else one spelt otherwise. */
function toldUnder(side, payload) {
  return side.message.concat(Object.keys(payload)).filter((key) =>
    has(side.says, folded(key)) && typeof payload[key] === "string" && plainly(payload[key]))[0];
}

/** The API whose success a message tells of: "" where it names none, null if it tells of none. */
function saidOk(side, key, text) {
  const form = plainly(side.says[folded(key)]), whole = plainly(text);
  if (form && whole === form.replace("{api}:", "")) return "";
  const parts = form.split("{api}");
  const name = whole.slice(parts[0].length, whole.length - (parts[1] || "").length);
  return form && /^[\w.$]*$/.test(name) && whole === parts.join(name) ? name.split(".").pop() : null;
}

const patterns = {};

function matches(pattern, text) {
  const compiled = patterns[pattern] = patterns[pattern] || new RegExp(pattern, "i");
  return compiled.test(text.slice(0, 2000));
}

/** The canonical kind of a vendor's failure, beside its own code and message. */
function readFailure(program, side, payload, ctx) {
  let reply = payload;
  if (!isObject(reply)) {
    reply = {};
    if (typeof payload === "string") reply[side.message[0]] = payload;
  }
  const codeKey = codedUnder(side, reply, true).filter((key) => codeOf(reply[key]) !== null)[0];
  const texts = side.message.filter((key) => typeof reply[key] === "string");
  const messageKey = texts.filter((key) => reply[key])[0] || toldUnder(side, reply) || texts[0];
  const code = codeOf(reply[codeKey]);
  const message = reply[messageKey];
  const rule = ruleFor((program.failures || []).concat(side.failures), code, message);
  const values = { kind: rule ? rule[0] : "unknown", vendor: side.id };
  if (rule && rule[3]) values.detail = rule[3];
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
  if (code !== null) {
    for (const rule of rules) if (listOf(rule[1]).indexOf(code) >= 0) return rule;
  }
  for (const rule of rules) if (rule[2] && matches(rule[2], message || "")) return rule;
  return null;
}

/** What is written for a kind: a bare value is its code. */
const ruleOf = (rule) => (isObject(rule) || rule === undefined ? rule : { code: rule });

/** A vendor's failure of a canonical one. Codes of the same vendor are kept as they are. */
function writeFailure(program, side, values, ctx) {
  const own = values.vendor === side.id;
  const known = (key) => ruleOf((program.failures || {})[key]) || ruleOf(side.failures[key]);
  let near = values.kind + "/" + (values.detail || "");
  if (!known(near)) {
    near = values.kind;
    while (near && !known(near)) near = FALLBACK[near];
    if (!own && near && near !== values.kind) ctx.note("MG303", ""); //debug
  }
  const rule = near !== "unknown" && known(near) || {};
  const code = own && values.code !== undefined ? values.code : rule.code;
  const out = copy({}, values.extra);
  if (!own) [side, ctx.pair.write].forEach((one) => one.code.concat(one.message).forEach((key) => { delete out[key]; }));
  if (code !== undefined && !own) shared(program, code, near, ctx); //debug
  if (code !== undefined && !own && rule.os) ctx.note("MG305", ""); //debug
  const general = (known("unknown") || {}).code;
  if (side.code.length && code !== undefined) out[side.code[0]] = code;
  else if (side.code.length && !own && general !== undefined) out[side.code[0]] = general;
  if (side.code.length && code === undefined && !own) ctx.note("MG302", ""); //debug
  if (!own && values.kind === "auth_denied") widened(program, side, rule, ctx); //debug
  if (side.message.length) out[side.message[0]] = messageOf(program, side, rule, values, own);
  return out;
}

function messageOf(program, side, rule, values, own) {
  if (own && values.message !== undefined) return values.message;
  const told = values.message ? values.message.replace(PREFIX, "") : "";
  const text = rule.text !== undefined ? rule.text : told || values.kind.replace(/_/g, " ");
  return side.template.split("{api}").join(program.name).split("{text}").join(text)
    .replace(/[ \t\n\r]+$/, "");
}
//debug-begin

/** Note that a reply taken for a success says something else. */
function unsaid(program, side, reply, ctx) {
  const key = toldUnder(side, reply);
  if (!key) return;
  const told = saidOk(side, key, reply[key]);
  if (told === null || (told && told !== program.name.toLowerCase())) ctx.note("MG210", "");
}

function shared(program, code, near, ctx) {
  const first = ruleFor(program.told || [], code, null);
  if (first && near && first[0] !== near.split("/")[0]) ctx.note("MG303", "");
}

function widened(program, side, rule, ctx) {
  const key = "auth_denied_forever";
  const forever = (ruleOf((program.failures || {})[key] || side.failures[key]) || {}).code;
  if (!ctx.apart && forever !== undefined && forever !== rule.code) ctx.note("MG304", "");
}
//debug-end

// What of a value is recorded: small ones as they are, large ones by their shape, texts that may be
// somebody's own by their form alone.
var MOST = 50;
var DEEPEST = 6;
var LONGEST = 80;
var WORD = /^[\w.+-]{0,24}$/;
var DIGITS = 6; // so many may be a number of somebody's own
var ADDRESS = /(?:[a-z][a-z0-9+.-]*:)?\/[^\s"'<>]*/gi;

/** A text by its form: letters as x, digits as 0; of an address, scheme and suffix as they are. */
function form(text) {
  var scheme = (/^[a-z][a-z0-9+.-]*:\/\/(?:[a-z]+\/)?/i.exec(text) || [""])[0];
  var suffix = scheme || text.indexOf("/") >= 0 ? (/\.[a-z0-9]{1,5}$/i.exec(text) || [""])[0] : "";
  var middle = text.slice(scheme.length, text.length - suffix.length);
  var most = LONGEST - scheme.length - suffix.length;
  if (middle.length > most) middle = middle.slice(0, most < 0 ? 0 : most);
  return scheme + middle.replace(/[0-9]/g, "0").replace(/[^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f0]/g, "x") + suffix;
}

/** A message of the client's: what it says, without the addresses in it. */
function message(text) {
  return text.slice(0, 400).replace(ADDRESS, form);
}

function textOf(text, key, told) {
  if (told.messages.indexOf(key) >= 0) return message(text);
  if (told.words.indexOf(text) >= 0 || told.known) return text.slice(0, LONGEST);
  if (!told.hidden && WORD.test(text) && text.replace(/[^0-9]/g, "").length < DIGITS) return text;
  return form(text);
}

function shape(value, told, key, depth) {
  var kind = typeof value;
  depth = depth || 0;
  if (value === null || kind === "boolean") return value;
  if (kind === "string") return textOf(value, key || "", told);
  if (kind === "number") {
    if (isFinite(value)) return told.hidden && !told.failed ? 0 : value;
    return { $: "number", is: String(value) };
  }
  if (kind !== "object") return { $: kind };
  if (depth >= DEEPEST) return { $: "deep" };
  if (typeof ArrayBuffer === "function" && value instanceof ArrayBuffer) return { $: "bytes", length: value.byteLength };
  if (Array.isArray(value)) {
    return value.slice(0, MOST).map(function (item) {
      return shape(item, told, key, depth + 1);
    });
  }
  var out = {};
  var keys = Object.keys(value).slice(0, MOST);
  for (var i = 0; i < keys.length; i++) {
    if (keys[i] === "$") continue;
    try {
      out[keys[i]] = shape(value[keys[i]], told, keys[i], depth + 1);
    } catch (error) {
      out[keys[i]] = { $: "thrown" };
    }
  }
  return out;
}

/** What a thrown value says: its message beside the fields of its own. */
function thrown(error, told) {
  if (error === null || typeof error !== "object") return { message: message(String(error)) };
  var out = shape(error, told.of("fail"));
  if (error.message !== undefined && out.message === undefined) out.message = message(String(error.message));
  return out;
}

/** What may be told of the replies of a step; of a failure, its numbers in any case. */
function told(plan, step) {
  var usual = { messages: plan.messages, words: step.words || [], hidden: !!step.private, known: !!step.known };
  var failed = { messages: usual.messages, words: usual.words, hidden: usual.hidden, known: usual.known, failed: true };
  usual.of = function (outcome) {
    return outcome === "fail" ? failed : usual;
  };
  return usual;
}

module.exports = { shape: shape, thrown: thrown, told: told };

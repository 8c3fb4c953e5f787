// Calls that answer at once, through two builds of a runtime: what each asks of the target, and gives.
const KEYS = ["k", "k", "", "a".repeat(300), "data:text/plain,x", "\ud800", 5, null, undefined, true, ["k"], { key: "k" }, {}];
const VALUES = [0, "", "text", false, null, undefined, [1], { a: 1 }, NaN];
const REPLIES = [
  () => undefined, () => null, () => "k", () => 7, () => ["k"], () => ({}), () => ({ success: true }), () => ({ success: false }),
  ...[0, "", "v", false, null, undefined, { a: 1 }, [1]].flatMap((data) => [
    () => data, () => ({ data }), () => ({ data, success: true }), () => ({ data, success: "false" }),
    () => ({ data, error: 11, errorMessage: "no" }), () => ({ data, success: true, error: 11 }),
    () => ({ data, other: 1 }), () => ({ data, errMsg: "getStorageSync:ok" }), () => ({ data, errMsg: "getStorageSync:fail" }),
    () => Object.create({ data }), () => Object.assign(Object.create(null), { data }),
  ]),
  () => ({ APDataStorage: "old" }), () => ({ error: 15, errorMessage: "no such key" }), () => ({ errno: 4, errString: "x" }),
  () => { throw new Error("thrown"); }, () => { throw { error: 2, errorMessage: "bad" }; }, () => { throw null; },
  () => { throw { errMsg: "getStorageSync:fail data not found", errno: 1 }; },
];

const shown = (value) => JSON.stringify(value, (key, item) => (item === undefined ? "undefined"
  : typeof item === "number" && isNaN(item) ? "NaN" : item instanceof Error ? { ...item, said: item.message } : item));

function loaded(source) {
  const module = { exports: {} };
  new Function("module", source)(module);
  return module.exports.media;
}

function outcome(media, target, name, given, reply) {
  const asked = [];
  globalThis[target] = new Proxy({}, {
    get: () => function (...list) { asked.push(list); return reply(); }, has: () => true
  });
  if (reply === REPLIES[0]) globalThis[target] = given.length > 1 ? undefined : {};
  try {
    return shown([asked, "gives", media[name](...given)]);
  } catch (error) {
    return shown([asked, "throws", error, error && error.cause]);
  } finally {
    delete globalThis[target];
  }
}

/** Of all calls of these functions: how many, and those of which two builds make something else. */
function compared({ builds, target, names }) {
  const [one, other] = builds.map(loaded), wrong = [];
  const lists = [[], ...KEYS.map((key) => [key]), ...KEYS.slice(1, 6).flatMap((key) => VALUES.map((value) => [key, value])), ["k", 1, 2]];
  let count = 0;
  for (const name of names) for (const given of lists) for (const reply of REPLIES) {
    const [first, second] = [one, other].map((media) => outcome(media, target, name, given, reply));
    count += 1;
    if (first !== second) wrong.push(`${name}(${shown(given)}), told ${reply}: ${first}, not ${second}`);
  }
  return { count, wrong };
}

require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  process.stdout.write(`${JSON.stringify(compared(JSON.parse(line)))}\n`);
});

"use strict";
/** How a client calls: options by their types, callbacks later, and a promise where there is one. */

const { Silent } = require("./world");

const TESTS = {
  number: (v) => typeof v === "number" && !Number.isNaN(v),
  string: (v) => typeof v === "string",
  boolean: (v) => typeof v === "boolean",
  object: (v) => typeof v === "object" && v !== null,
  "string[]": (v) => Array.isArray(v) && v.every((item) => typeof item === "string"),
  "object[]": (v) => Array.isArray(v) && v.every((item) => typeof item === "object" && item !== null),
  function: (v) => typeof v === "function",
  any: () => true,
};
const CALLBACKS = ["success", "fail", "complete"];

function isA(type, value) {
  return type.split("|").some((one) => TESTS[one](value));
}

/**
 * A function of a client.
 *
 * world: where it acts; vendor: {failure(api, kind, world), promise}; name: the function's own name;
 * spec: {option: type}, a type with "!" at its end is required; act(options): {ok: result},
 * {fail: kind} or {text: a failure as it is}. promise: "always", "without_callbacks" or "never".
 */
function operation(world, vendor, name, spec, act, promise = vendor.promise) {
  return function (given) {
    const options = {};
    let wrong = "";
    for (const key of Object.keys(given || {})) {
      const value = given[key];
      if (value === undefined || CALLBACKS.includes(key)) continue;
      const type = spec[key];
      if (!type) {
        world.misuse(`${name}: unknown option ${key}`);
      } else if (!isA(type.replace("!", ""), value)) {
        world.misuse(`${name}: ${key} is ${Array.isArray(value) ? "a list" : typeof value}`);
        wrong = "param";
      } else {
        options[key] = value;
      }
    }
    for (const key in spec) {
      if (spec[key].endsWith("!") && !(key in options) && !wrong) {
        world.misuse(`${name}: no ${key}`);
        wrong = "param";
      }
    }
    const callbacks = CALLBACKS.some((key) => given && given[key] !== undefined);
    const wanted = promise === "always" || (promise === "without_callbacks" && !callbacks);
    let settle;
    const promised = wanted ? new Promise((resolve, reject) => { settle = { resolve, reject }; }) : undefined;
    if (promised && callbacks) promised.catch(() => {}); // whether it is reported then: no source
    reply(world, vendor, name, options, wrong, act, given || {}, settle);
    return promised;
  };
}

function reply(world, vendor, name, options, wrong, act, given, settle) {
  let done;
  world.open += 1;
  try {
    done = wrong ? { fail: wrong } : act(options);
  } catch (error) {
    if (!(error instanceof Silent)) throw error;
    return; // the run is not compared
  }
  if (done === undefined) return; // a call that is never answered
  world.later(() => {
    world.open -= 1;
    let failure;
    try {
      failure = done.text || (done.fail && vendor.failure(name, done.fail));
    } catch (error) {
      if (error instanceof Silent) return;
      throw error;
    }
    if (failure) world.failed(failure);
    const result = failure || done.ok;
    for (const key of [failure ? "fail" : "success", "complete"]) {
      if (key === "complete" && done.between) done.between();
      if (typeof given[key] !== "function") continue;
      try {
        given[key](result);
      } catch (error) {
        world.see("error", error);
      }
    }
    if (settle) (failure ? settle.reject : settle.resolve)(result);
  });
}

/** A count that a picker takes, or the kind of failure that its misuse is. */
function counted(world, name, count, most) {
  if (!Number.isInteger(count) || count < 1 || count > most) {
    world.misuse(`${name}: count is ${count}`);
    return false;
  }
  return true;
}

/** A value among those a client knows; others are ignored in silence, so they are misuse here. */
function known(world, name, key, values, allowed) {
  for (const value of [].concat(values)) {
    if (!allowed.includes(value)) world.misuse(`${name}: ${key} has no ${value}`);
  }
}

module.exports = { operation, counted, known };

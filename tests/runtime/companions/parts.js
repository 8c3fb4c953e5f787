"use strict";
/** What the clients of the mocks have alike: bytes, listeners, what watches and what draws. */

/** Bytes that a text says in base64, as numbers; `of`: the bytes of a text. */
const bytes = (text) => [...Buffer.from(text, "base64")];
bytes.of = (text) => new TextEncoder().encode(text).buffer;

/** Listeners of an object, by event. */
function events() {
  const heard = {};
  return {
    fire: (event, reply) => (heard[event] || []).forEach((listener) => listener(reply)),
    listeners: (names) => Object.fromEntries(names.map((name) => [`on${name}`, (listener) => { (heard[name] = heard[name] || []).push(listener); }])),
  };
}

/** What watches where elements are: it tells once, of an element that is half in sight. */
function watcher(world, options, about) {
  const made = {
    relativeTo: () => made, relativeToViewport: () => made,
    observe: (selector, heard) => { world.see("watched", selector, about(options)); setImmediate(() => heard({ intersectionRatio: 0.5, boundingClientRect: { left: 0, top: 0, right: 10, bottom: 10 } })); },
    disconnect: () => world.see("watched no longer"),
  };
  return made;
}

/** A context of the old kind, by methods; what is drawn is seen with draw. */
function drawing(world, id) {
  const made = { id };
  ["setFillStyle", "setStrokeStyle", "setLineWidth", "setFontSize", "setTextAlign", "setGlobalAlpha", "setShadow", "fillRect", "strokeRect", "clearRect", "fillText", "drawImage", "beginPath", "closePath", "moveTo", "lineTo", "arc", "fill", "stroke", "clip", "save", "restore", "scale", "rotate", "translate"]
    .forEach((name) => { made[name] = () => {}; });
  made.measureText = (text) => ({ width: text.length * 10 });
  made.draw = (reserve, done) => { world.see("drawn", id, !!reserve); if (done) setImmediate(done); };
  return made;
}

module.exports = { bytes, events, watcher, drawing };

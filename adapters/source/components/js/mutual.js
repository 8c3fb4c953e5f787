// Handlers of which one is called, over a client that calls them all.

let met = { numbers: new Map() };

/** One of the handlers of an event: the first that it meets. In each component what stands further
 *  in is met first, and has the higher number: of two events at one time the second is told by that. */
function choosing(methods) {
  methods[MUTUAL] = function (event) {
    const key = (MUTUAL + event.type).toLowerCase().replace(/[^a-z0-9]/g, "");
    const [number, name] = String((event.currentTarget.dataset || {})[key]).split(" ");
    const goesOn = met.type === event.type && met.at === event[STAMP] && !(met.numbers.get(this) <= +number);
    if (!goesOn) met = { type: event.type, at: event[STAMP], numbers: new Map() };
    met.numbers.set(this, +number);
    if (!goesOn && typeof this[name] === "function") this[name](event);
  };
}

// Animations: movements are kept in groups, which steps end. What is exported says them by names of
// no vendor, so that two vendors' runs of one program set the same data; a program hands it on as it is.

/** The function that gives an animation; `side.motion` says what the client calls its settings. */
function animating(side) {
  const { options, usual } = side.motion;
  const settled = (given, before) => {
    const out = assign({}, before);
    const names_ = keysOf(options);
    for (let i = 0; i < names_.length; i++) {
      const value = given === null || typeof given !== "object" ? undefined : given[names_[i]];
      if (value !== undefined) put(out, options[names_[i]], value);
    }
    return out;
  };
  return function (given) {
    const general = settled(given, usual);
    let groups = [], moves = [];
    const own = create(null);
    own.step = (more) => {
      add(groups, { animates: moves, option: settled(more, general) });
      moves = [];
      return shown;
    };
    own.export = () => {
      const actions = groups;
      groups = [];
      return { actions };
    };
    const shown = new PlainProxy(own, bare({
      get(_, key) {
        if (key in own) return own[key];
        if (typeof key === "symbol" || key === "then" || key === "toJSON") return undefined;
        return function (...args) {
          add(moves, { type: key, args });
          return shown;
        };
      },
    }));
    return shown;
  };
}

/** Put something behind the last of a list of the program's, past what that may have made of lists. */
function add(target, value) {
  put(target, target.length, value);
}

// The target's global, where others may have one of the same name: known by what profiles say.
/** A look-up that takes a global for its vendor's where its profile, and no rival's, knows it. */
const known = (look, detect) => {
//if rivals
  const rivals = pairs.filter((other) => other !== pair && other.detect && other.detect.global === detect.global);
//endif
  let sure;
  return () => {
    const holder = look();
    if (holder && holder !== sure && claims(detect, holder)
//if rivals
      && !rivals.some((other) => claims(other.detect, holder))
//endif
    ) sure = holder;
    if (holder === sure) return holder;
  };
};

/** Whether one clue of a profile holds for a global object. */
const claims = (detect, holder) => {
  let info = null;
  try {
    info = holder[detect.call]();
  } catch (error) { /* it cannot be asked */ }
//if clue:has clue:lacks
  const there = (name) => holder[name] !== undefined;
//endif
  return detect.clues.some((clue) =>
//if clue:has
    (!clue.has || clue.has.some(there)) &&
//endif
//if clue:lacks
    !(clue.lacks && clue.lacks.some(there)) &&
//endif
    (!clue.field || (isObject(info) && among(clue.words, String(info[clue.field] || "").toLowerCase()))));
};

const platform = pair.detect ? known(pair.find, pair.detect) : pair.find;

// The media of the first of several targets that is there when a function is called.
const media = Object.create(passed);
const memberOf = (one, name) => (name in one.media ? one.media : one.platform() || {})[name];

/** Show a member of one target's media as that of whichever is there. */
const show = (one, name) => {
//if env
  const member = Object.getOwnPropertyDescriptor(one.media, name);
  if (member.get) {
    member.get = () => memberOf(current(), name);
    return Object.defineProperty(media, name, member);
  }
//endif
  media[name] = (...given) => {
    const one = current(), own = memberOf(one, name);
    if (!own) throw new TypeError(one.platform() ? "there is no " + name + " here" : NOBODY);
    return own(...given);
  };
};

built.forEach((one) => Object.keys(one.media).forEach((name) => show(one, name)));
//if apart

/** Add a function, with what it needs for each of the targets that have it; give it. */
const add = (name, parts) => {
  parts.forEach((part, at) => {
    if (!part) return;
    built[at].add(name, ...part);
    show(built[at], name);
  });
  return media[name];
};
//endif
const translate = built[0].translate; //debug

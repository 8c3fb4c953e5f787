// The media of the first of several targets that is there when a function is called.
const media = Object.create(passed);
const memberOf = (one, name) => (name in one.media ? one.media : one.platform() || {})[name];
built.forEach((one) => Object.keys(one.media).forEach((name) => {
  const make = Object.getOwnPropertyDescriptor(one.media, name);
  if (make.get) make.get = () => memberOf(current(), name);
  else make.value = function () { return memberOf(current(), name).apply(null, arguments); };
  Object.defineProperty(media, name, make);
}));
const translate = built[0].translate; //debug
return { media: media, canIUse: media.canIUse, texts: texts
  , translate: translate //debug
};

// The media of the first of several targets that is there when a function is called.
const built = pairs.map(over), media = {};
const current = () => built.find((one) => one.platform()) || built[0];
Object.keys(built[0].media).forEach((name) => {
  media[name] = (given) => current().media[name](given);
});
const translate = built[0].translate; //debug
return { media: media, canIUse: media.canIUse, texts: texts
  , translate: translate //debug
};

// Which entry of a list of the same request is meant: its place, from 0.
//uses numbers
//uses pointing
//if read:index
//row READERS readWhole
//endif
//if write:index
//row FITTERS fitIndex
const fitIndex = (param, value, recipes, values) =>
  pointed(param, value, values[param.of] || []);
//endif

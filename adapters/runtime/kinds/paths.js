// Addresses of files.
//uses texts
//uses lists
//uses files
//if read:paths
//row READERS readPaths
const readPaths = (param, raw, name) =>
  (param.single ? [readString(param, raw, name)] : readStrings(param, raw, name));
//endif
//if write:paths
//row FITTERS fitPaths
//endif
//if debug
//row FILES true
//row FINAL true
//endif

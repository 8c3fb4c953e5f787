// The address of a file.
//uses texts
//uses files
//if read:path
//row READERS readString
//endif
//if write:path
//row FITTERS fitPaths
//endif
//if debug
//row FILES true
//row FINAL true
//row CONVERTERS convertPath
const convertPath = (field, raw) => {
  if (raw === "") say.note("MG206", say.place);
  return convertText(field, raw);
};
//endif

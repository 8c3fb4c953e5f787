// Addresses of files: how one or several are written.
//if write:path write:paths
const fitPaths = (param, value, recipes) => {
  const paths = listOf(value);
  if (paths.some((path) => /^(data|blob):/i.test(path))) say.note("MG529", say.spell(param.key)); //debug
//if data_to_file
  if (
//if several
    target.user &&
//endif
    paths.some(inline)
  ) recipes.push("data_to_file");
//endif
//if download_first
  if (param.network === false && paths.some(isNetwork)) {
    recipes.push("download_first");
    say.note("MG116", say.spell(param.key)); //debug
  }
//endif
//if single
  if (isList(value) && param.single) {
//if fan_out
    if (value.length > 1) recipes.push("fan_out");
//endif
    return value.length ? value[0] : OMIT;
  }
//endif
  return value;
};
//endif

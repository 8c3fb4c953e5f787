// Which entry of another option's list is meant.
//if write:index write:address
/** The place that is meant, within the list. */
const pointed = (param, value, list) => {
  const place = Math.max(list.length ? Math.min(value, list.length - 1) : value, 0);
  if (say.told && list.length && place !== value) say.note("MG113", say.spell(param.key)); //debug
  return place;
};
//endif

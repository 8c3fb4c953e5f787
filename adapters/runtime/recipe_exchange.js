// Paths of a request, and other paths in their stead.
const pathsOf = (program) => program.params.filter((param) => /^paths?$/.test(param.kind));

/** Take other paths for those of a job that a test holds for: make(path, ok(path)) gives each. */
function exchange(job, test, make, ok) {
  const values = job.values = copy({}, job.values);
  each(pathsOf(job.program), (param, next) => {
    const given = values[param.key], list = listOf(given).slice();
    each(keysOf(list), (at, step) => {
      if (!test(list[at])) return step();
      make(list[at], (made) => {
        list[at] = made;
        step();
      });
    }, () => {
      values[param.key] = isList(given) ? list : list[0];
      next();
    });
  }, ok);
}

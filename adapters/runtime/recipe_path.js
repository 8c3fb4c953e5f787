// path_from_request: the path of the file asked about, where the reply leaves it out.
RECIPES.fills.path_from_request = (job, path, ok) => {
  if (job.result[path] === undefined) job.result[path] = job.values.src;
  ok();
};

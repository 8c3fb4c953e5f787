// path_from_request: the path of the file asked about, where the reply leaves it out.
FILLS.path_from_request = (job, path, ok) => {
  job.result[path] = job.values.src;
  ok();
};

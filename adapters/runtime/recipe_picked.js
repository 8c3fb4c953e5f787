// What is done with picked files: saved, checked, filtered.
function sift(job, test) {
  keysOf(job.result).forEach((key) => {
    if (isList(job.result[key])) job.result[key] = job.result[key].filter(test);
  });
}

//if save_after_capture
RECIPES.after.save_after_capture = (job, ok) => {
  const sources = job.values.sources || [];
  const files = sources.length === 1 && sources[0] === "camera" ? filesOf(job.result) : [];
  each(files, (file, next) => {
    const video = job.result.video || file.kind === "video";
    const api = video ? "saveVideoToPhotosAlbum" : "saveImageToPhotosAlbum";
    also(job.pair, api, { file: file.path }, next, () => next());
  }, ok);
};
//endif

//if check_duration
RECIPES.after.check_duration = (job, ok, no) => {
  const most = job.values.max_picked_duration || job.values.max_duration;
  if (filesOf(job.result).some((file) => file.duration > most)) no({ kind: "too_long" });
  else ok();
};
//endif

//if filter_extensions
RECIPES.after.filter_extensions = (job, ok) => {
  const wanted = job.values.extensions.map((suffix) => suffix.replace(/^\./, "").toLowerCase());
  sift(job, (file) => {
    const suffix = /\.([^./\\]+)$/.exec(file.name || file.path || "");
    return !wanted.length || (suffix && wanted.indexOf(suffix[1].toLowerCase()) >= 0);
  });
  ok();
};
//endif

//if keep_one_kind
RECIPES.after.keep_one_kind = (job, ok) => {
  const first = filesOf(job.result)[0];
  sift(job, (file) => file.kind === first.kind);
  ok();
};
//endif

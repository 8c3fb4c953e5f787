// What is done with picked files: saved, checked, filtered.
const sift = (job, test) => {
  keysOf(job.result).forEach((key) => {
    if (isList(job.result[key])) job.result[key] = job.result[key].filter(test);
  });
};

//if save_after_capture
AFTER.save_after_capture = (job, ok) => {
  const files = String(job.values.sources) === "camera" ? filesOf(job.result) : [];
  each(files, (file, next) => {
    const video = job.result.video || file.kind === "video";
    const api = video ? "saveVideoToPhotosAlbum" : "saveImageToPhotosAlbum";
    also(job, api, { file: file.path }, next, next);
  }, ok);
};
//endif

//if check_duration
AFTER.check_duration = (job, ok) => {
  const most = job.values.max_picked_duration || job.values.max_duration;
  if (filesOf(job.result).some((file) => file.duration > most)) refuse(job, { kind: "too_long" });
  else ok();
};
//endif

//if filter_extensions
AFTER.filter_extensions = (job, ok) => {
  const wanted = job.values.extensions.map((suffix) => suffix.replace(/^\./, "").toLowerCase());
  sift(job, (file) => {
    const suffix = /\.([^./\\]+)$/.exec(file.name || file.path || "");
    return !wanted.length || (suffix && among(wanted, suffix[1].toLowerCase()));
  });
  ok();
};
//endif

//if keep_one_kind
AFTER.keep_one_kind = (job, ok) => {
  const first = filesOf(job.result)[0];
  sift(job, (file) => file.kind === first.kind);
  ok();
};
//endif

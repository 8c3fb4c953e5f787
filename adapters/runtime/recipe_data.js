// data_to_file: base64 data: addresses become files of the user's directory, named by contents.
const INLINE = /^data:\w*\/?(\w*)[^,]*;base64,/i;
const inline = (path) => INLINE.test(path);

RECIPES.before.data_to_file = (job, ok, no) => {
  let folder = job.pair.write.user;
//if user:member
  if (!/:/.test(folder)) folder = folder.split(".").reduce((found, name) => found && found[name], job.pair.find());
  if (!folder) return no(lacking(job.pair, job.pair.write.user));
//endif
  exchange(job, inline, (path, made) => {
    const head = INLINE.exec(path), data = path.slice(head[0].length);
    let hash = data.length;
    for (let at = 0; at < data.length; at++) hash = (hash * 31 + data.charCodeAt(at)) | 0;
    const file = folder + "/mediaglot" + hash + "." + (head[1] || "png");
    serve(job.pair, "writeFile", { path: file, data: data, encoding: "base64" }, () => made(file), no);
  }, ok);
};

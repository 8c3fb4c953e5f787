// data_to_file: base64 data: addresses become files of the user's directory, named by contents.
const INLINE = /^data:\w*\/?(\w*)[^,]*;base64,/i;
const inline = (path) => INLINE.test(path);

BEFORE.data_to_file = (job, ok) => {
  const folder = userFolder();
//if user:member
  if (!folder) return refuse(job, lacking(target.user));
//endif
  exchange(job, inline, (path, made) => {
    const [head, kind] = INLINE.exec(path), data = path.slice(head.length);
    let hash = data.length;
    for (let at = 0; at < data.length; at++) hash = (hash * 31 + data.charCodeAt(at)) | 0;
    const file = folder + "/mediaglot" + hash + "." + (kind || "png");
    serve(job, "writeFile", { path: file, data: data, encoding: "base64" }, () => made(file));
  }, ok);
};

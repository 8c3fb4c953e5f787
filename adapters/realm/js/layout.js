// Where elements stand, without a layout: each text, and each element that shows something of its own,
// takes a line as wide as the window; what is around lines is as high as they are. So a page and its
// port, whose elements may stand in one another otherwise, have the same boxes.

const LINE = 24; // pixels
const WINDOW = ":window"; // in the place of a view
const SHOWS = names(
  "image", "icon", "progress", "rich-text", "input", "textarea", "checkbox", "radio", "slider", "switch",
  "video", "camera", "map", "web-view",
);
let laidOut = false;

function boxOf(side, view, lines) {
  const width = side.window[0], height = side.window[1];
  if (view === WINDOW) return bare({ left: 0, top: 0, width, height });
  if (!laidOut) send({ t: "note", text: "where elements stand is not simulated: every text and picture is taken for a line of the window" });
  laidOut = true;
  if (!view.shown) return bare({ left: 0, top: 0, width: 0, height: 0 });
  const page = view.page.root;
  if (!lines.has(page)) {
    lines.set(page, true);
    let top = 0;
    const place = (it) => {
      const box = bare({ left: 0, top, width, height: 0 });
      const size = it.node === undefined ? undefined : sizeOf(side, it);
      if (size !== undefined) {
        box.width = size[0];
        top += size[1];
      } else if (it.shown && (it.kind === "text" ? trim(it.text) !== "" : it.node !== undefined && it.node.el in SHOWS)) {
        top += LINE;
      }
      for (let i = 0; i < it.inner.length; i++) place(it.inner[i]);
      box.height = top - box.top;
      lines.set(it, box);
    };
    place(page.tree);
  }
  return lines.get(view);
}

// Elements made by hand: every text is a text, nothing is read as HTML.

/** An element with attributes, listeners (`onclick`) and what stands in it. */
export function h(tag, given = {}, ...inner) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else if (value === true) made.setAttribute(name, "");
    else made.setAttribute(name, String(value));
  }
  made.append(...inner.flat(3).filter((it) => it !== null && it !== undefined && it !== false));
  return made;
}

/** Put other things in the place of what stands in an element. */
export function fill(element, ...inner) {
  element.replaceChildren(...inner.flat(3).filter((it) => it !== null && it !== undefined && it !== false));
  return element;
}

/** Bytes as people say them. */
export function bytes(size) {
  if (typeof size !== "number") return "";
  if (size < 1000) return `${size} B`;
  const units = ["kB", "MB", "GB"];
  let at = -1;
  let left = size;
  while (left >= 1000 && at < units.length - 1) {
    left /= 1000;
    at += 1;
  }
  return `${left < 10 ? left.toFixed(1) : Math.round(left)} ${units[at]}`;
}

/** A small picture of a file; a sign of its kind where it has none. */
export function thumb(key, name, kind = "", size = "thumb") {
  const sign = kind === "video" ? "▶" : kind === "image" || !kind ? "" : "▤";
  const picture = h("img", { src: `${size}/${key}.jpg`, alt: name, loading: "lazy", decoding: "async" });
  const box = h("span", { class: "thumb", "data-sign": sign }, picture);
  picture.addEventListener("error", () => {
    picture.remove();
    box.dataset.sign = sign || "▤";
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", name);
  });
  return box;
}

/** Keep the Tab key within a box. */
export function trap(box, event) {
  if (event.key !== "Tab") return;
  const found = [...box.querySelectorAll("button:not(:disabled), input, select, a[href], audio")].filter((it) => it.offsetParent !== null);
  if (!found.length) return;
  const [first, last] = [found[0], found[found.length - 1]];
  const inside = box.contains(document.activeElement);
  if (event.shiftKey ? !inside || document.activeElement === first : !inside || document.activeElement === last) {
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}

/** What has the focus, in this page or in the frame of a phone. */
export function focused() {
  const at = document.activeElement;
  return (at && at.contentDocument && at.contentDocument.activeElement) || at;
}

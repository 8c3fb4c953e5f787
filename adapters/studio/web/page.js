// A page of the program, drawn: elements made one by one in a frame that runs no script.

import { w } from "./words.js";

const WRITTEN = new Set([
  "ad", "audio", "button", "camera", "canvas", "checkbox", "checkbox-group", "cover-image", "cover-view",
  "editor", "form", "icon", "image", "input", "label", "live-player", "live-pusher", "map", "match-media",
  "movable-area", "movable-view", "navigator", "open-data", "page-container", "page-meta", "picker",
  "picker-view", "picker-view-column", "progress", "radio", "radio-group", "rich-text", "root-portal",
  "scroll-view", "slider", "swiper", "swiper-item", "switch", "text", "textarea", "video", "view", "web-view",
]);
const TYPED = new Set(["input", "textarea"]);
const EMPTY = new Set(["camera", "map", "canvas", "web-view", "live-player", "live-pusher", "ad", "open-data", "audio"]);
const FITS = {
  scaleToFill: "fill", aspectFit: "contain", aspectFill: "cover", center: "none", top: "none", bottom: "none",
  left: "none", right: "none",
};
const ROLES = { checkbox: "checkbox", radio: "radio", switch: "switch", slider: "slider", navigator: "link" };

/** A page in a frame. `act(node, event, more)` hears of what is done to it, `escape()` of that key. */
export class Drawn {
  constructor(frame, act, escape) {
    this.frame = frame;
    this.act = act;
    this.escape = escape;
    this.ready = new Promise((done) => {
      frame.addEventListener("load", () => {
        this.doc = frame.contentDocument;
        this.listen();
        let heard = false;
        this.doc.addEventListener("mg-heard", () => { heard = true; });
        this.doc.dispatchEvent(new Event("mg-heard"));
        this.deaf = !heard;
        done();
      }, { once: true });
    });
    this.quiet = true;
    this.sheets = "";
    this.held = 0;
  }

  /** Show a page as the studio tells it. `quiet`: nothing is under way. */
  async show(page, quiet) {
    await this.ready;
    this.quiet = quiet;
    const body = this.doc.body;
    let root = body.firstElementChild;
    if (root === null) {
      root = this.doc.createElement("page");
      body.append(root);
    }
    if (root.dataset.route !== page.route) {
      root.replaceChildren();
      root.dataset.route = page.route || "";
      this.doc.scrollingElement.scrollTop = 0;
    }
    this.style(page.sheets || []);
    this.patch(root, page.nodes || []);
  }

  style(sheets) {
    const key = JSON.stringify(sheets);
    if (key === this.sheets) return;
    this.sheets = key;
    const view = this.doc.defaultView;
    const scoped = "CSSScopeRule" in view;
    const made = sheets.map(({ of, text }) => {
      const sheet = new view.CSSStyleSheet();
      const name = of ? `[data-part="${CSS.escape(of)}"]` : "page";
      const within = `@scope (${name}) to (:scope [data-isolated] > *) {\n${text}\n}`;
      sheet.replaceSync(scoped ? within : text);
      return sheet;
    });
    this.doc.adoptedStyleSheets = made;
  }

  patch(parent, nodes) {
    let at = 0;
    for (const node of nodes) {
      const there = parent.childNodes[at];
      if (node.t !== undefined) {
        if (there !== undefined && there.nodeType === 3) {
          if (there.data !== node.t) there.data = node.t;
        } else {
          parent.insertBefore(this.doc.createTextNode(node.t), there || null);
        }
      } else {
        const sign = `${node.tag} ${node.el} ${node.part || ""}`;
        let element = there;
        if (there === undefined || there.mgSign !== sign) {
          element = this.made(node);
          element.mgSign = sign;
          if (there !== undefined) parent.replaceChild(element, there);
          else parent.append(element);
        }
        this.dress(element, node);
      }
      at += 1;
    }
    while (parent.childNodes.length > at) parent.lastChild.remove();
  }

  made(node) {
    const own = node.part !== undefined && /^[a-z][a-z0-9]*-[a-z0-9-]*$/.test(node.tag);
    const tag = own ? node.tag : WRITTEN.has(node.el) && WRITTEN.has(node.tag) ? node.tag : node.el ? "view" : "x-other";
    const element = this.doc.createElement(tag === "map" || tag === "audio" || tag === "form" ? `x-${tag}` : tag);
    element.dataset.el = node.el || (node.part ? "part" : "other");
    return element;
  }

  dress(element, node) {
    const a = node.a || {};
    element.mgNode = node;
    set(element, "id", node.id);
    set(element, "class", node.cls);
    set(element, "style", a.style);
    set(element, "data-part", node.part);
    set(element, "data-isolated", node.part !== undefined && node.isolated !== false ? "" : undefined);
    this.reachable(element, node, a);
    if (TYPED.has(node.el)) this.typed(element, node, a);
    else if (node.el === "image" || node.el === "cover-image") this.picture(element, node, a);
    else if (node.el === "video") this.video(element, node);
    else if (node.el === "progress") element.setAttribute("style", `${a.style || ""};--done:${+a.percent || 0}%`);
    else if (node.el === "slider") this.slider(element, node, a);
    else if (node.el === "swiper") this.swiper(element, node, a);
    else if (node.el === "picker-view") this.wheels(element, node, a);
    else if (node.el === "rich-text") element.textContent = plainText(a.nodes);
    else if (EMPTY.has(node.el)) set(element, "data-empty", `<${node.tag}>`);
    else this.patch(element, node.in || []);
    if (node.el === "scroll-view") {
      element.style.overflowX = a["scroll-x"] ? "auto" : "hidden";
      element.style.overflowY = a["scroll-y"] ? "auto" : "hidden";
    }
  }

  /** What can be touched is reached by keys, too, and has a name for those who do not see it. */
  reachable(element, node, a) {
    const on = node.on || [];
    const touched = on.some((event) => ["tap", "longpress", "longtap"].includes(event)) || node.el in ROLES || node.el === "picker";
    const native = TYPED.has(node.el) || node.el === "button";
    set(element, "tabindex", touched && !native && !a.disabled ? "0" : undefined);
    set(element, "role", touched && !native ? ROLES[node.el] || "button" : undefined);
    const seen = node.el === "image" || node.el === "cover-image" || node.el === "video";
    set(element, "aria-label", a["aria-label"] || a.alt || (touched && seen ? w(node.el === "video" ? "video" : "image") : undefined));
    if (node.el === "checkbox" || node.el === "radio" || node.el === "switch") set(element, "aria-checked", a.checked ? "true" : "false");
    if (node.el === "button") element.disabled = !!a.disabled;
    set(element, "data-type", node.el === "button" || node.el === "icon" ? a.type : undefined);
    set(element, "data-plain", a.plain ? "" : undefined);
    set(element, "data-size", a.size);
  }

  typed(element, node, a) {
    const value = a.value === undefined || a.value === null ? "" : String(a.value);
    if (this.quiet && element.value !== value) element.value = value;
    set(element, "placeholder", a.placeholder);
    element.disabled = !!a.disabled;
    if (+a.maxlength > 0) element.maxLength = +a.maxlength;
    if (node.el !== "input") return;
    const kind = { number: "numeric", digit: "decimal", idcard: "text" }[a.type] || "text";
    set(element, "inputmode", kind);
    element.type = a.password ? "password" : "text";
  }

  picture(element, node, a) {
    let inner = element.firstElementChild;
    if (!node.pic) {
      set(element, "data-empty", a.src ? short(a.src) : undefined);
      if (inner !== null) inner.remove();
      return;
    }
    set(element, "data-empty", undefined);
    if (inner === null) {
      inner = this.doc.createElement("img");
      inner.alt = "";
      element.append(inner);
    }
    const source = new URL(`file/${node.pic}`, document.baseURI).href;
    if (inner.src !== source) inner.src = source;
    inner.style.objectFit = FITS[a.mode] || "fill";
    const wide = a.mode === "widthFix";
    element.style.height = wide ? "auto" : "";
    inner.style.height = wide ? "auto" : "100%";
    if (a.style) element.setAttribute("style", a.style + (wide ? ";height:auto" : ""));
  }

  video(element, node) {
    const source = node.pic ? new URL(`large/${node.pic}.jpg`, document.baseURI).href : "";
    if (element.poster !== source) element.poster = source;
  }

  slider(element, node, a) {
    let inner = element.firstElementChild;
    if (inner === null) {
      inner = this.doc.createElement("input");
      inner.type = "range";
      inner.addEventListener("change", () => this.act(element.mgNode, "change", { value: +inner.value }));
      element.append(inner);
    }
    inner.min = +a.min || 0;
    inner.max = a.max === undefined ? 100 : +a.max;
    inner.step = +a.step || 1;
    inner.disabled = !!a.disabled;
    if (this.quiet) inner.value = +a.value || 0;
  }

  /** Wheels side by side: the row that is touched is the one that is chosen. */
  wheels(element, node, a) {
    this.patch(element, node.in || []);
    const now = Array.isArray(a.value) ? a.value : [];
    const columns = [...element.children].filter((it) => it.dataset.el === "picker-view-column");
    columns.forEach((column, place) => {
      [...column.children].forEach((row, at) => {
        row.setAttribute("role", "button");
        row.tabIndex = 0;
        set(row, "aria-pressed", at === (+now[place] || 0) ? "true" : undefined);
        row.onclick = (event) => {
          event.stopPropagation();
          this.act(element.mgNode, "change", { value: columns.map((_, other) => (other === place ? at : +now[other] || 0)) });
        };
      });
      const chosen = column.children[+now[place] || 0];
      if (chosen !== undefined) column.scrollTop = chosen.offsetTop - column.offsetTop - (column.clientHeight - chosen.offsetHeight) / 2;
    });
  }

  swiper(element, node, a) {
    const items = node.in || [];
    const now = Math.min(Math.max(+a.current || 0, 0), Math.max(items.length - 1, 0));
    let track = element.firstElementChild;
    if (track === null) {
      track = this.doc.createElement("x-track");
      const dots = this.doc.createElement("x-dots");
      element.append(track, dots);
    }
    this.patch(track, items);
    track.style.transform = `translateX(${-100 * now}%)`;
    const dots = track.nextElementSibling;
    while (dots.childElementCount > items.length) dots.lastChild.remove();
    while (dots.childElementCount < items.length) {
      const dot = this.doc.createElement("button");
      const at = dots.childElementCount;
      dot.setAttribute("aria-label", String(at + 1));
      dot.addEventListener("click", (event) => {
        event.stopPropagation();
        this.act(element.mgNode, "change", { value: at });
      });
      dots.append(dot);
    }
    for (let at = 0; at < items.length; at += 1) set(dots.children[at], "aria-current", at === now ? "true" : undefined);
  }

  listen() {
    const { doc } = this;
    doc.addEventListener("click", (event) => {
      event.preventDefault();
      if (this.kept) {
        this.kept = false;
        return;
      }
      this.tap(event.target, "tap");
    });
    doc.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      this.tap(event.target, "longpress");
    });
    doc.addEventListener("pointerdown", (event) => {
      this.kept = false;
      clearTimeout(this.held);
      if (event.button !== 0) return;
      this.held = setTimeout(() => {
        this.kept = true;
        this.tap(event.target, "longpress");
      }, 600);
    });
    for (const ends of ["pointerup", "pointercancel", "pointermove"]) doc.addEventListener(ends, (event) => {
      if (ends !== "pointermove" || Math.abs(event.movementX) + Math.abs(event.movementY) > 6) clearTimeout(this.held);
    });
    doc.addEventListener("input", (event) => {
      const hit = nodeOf(event.target);
      if (hit !== undefined && TYPED.has(hit.el)) this.act(hit, "input", { value: event.target.value });
    });
    doc.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.escape();
      const hit = nodeOf(event.target);
      if (hit === undefined) return;
      if (hit.el === "input" && event.key === "Enter") {
        this.act(hit, "confirm", { detail: { value: event.target.value } });
      } else if (!TYPED.has(hit.el) && hit.el !== "button" && (event.key === "Enter" || event.key === " ")) {
        event.preventDefault();
        this.tap(event.target, event.shiftKey ? "longpress" : "tap");
      }
    });
    for (const [heard, told] of [["focusin", "focus"], ["focusout", "blur"]]) doc.addEventListener(heard, (event) => {
      const hit = nodeOf(event.target);
      if (hit !== undefined && TYPED.has(hit.el) && (hit.on || []).includes(told)) this.act(hit, told, { detail: { value: event.target.value } });
    });
    doc.addEventListener("scroll", (event) => this.scrolled(event.target), true);
    doc.addEventListener("submit", (event) => event.preventDefault());
  }

  scrolled(element) {
    const hit = element.mgNode;
    if (hit === undefined || hit.el !== "scroll-view" || !(hit.on || []).includes("scrolltolower")) return;
    const under = element.scrollHeight - element.clientHeight - element.scrollTop < 50;
    if (under && !element.mgLow) this.act(hit, "scrolltolower", {});
    element.mgLow = under;
  }

  tap(target, event) {
    const hit = nodeOf(target);
    if (hit === undefined || target.type === "range") return;
    if (TYPED.has(hit.el) && !reaches(target, "tap")) return;
    this.act(hit, event, {});
  }
}

function set(element, name, value) {
  if (value === undefined || value === null || value === "") {
    if (name.startsWith("data-") && value === "") element.setAttribute(name, "");
    else if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

function nodeOf(target) {
  for (let at = target; at !== null && at !== undefined; at = at.parentNode) if (at.mgNode !== undefined) return at.mgNode;
  return undefined;
}

/** Whether something around an element hears of an event. */
function reaches(target, event) {
  for (let at = target; at !== null && at !== undefined; at = at.parentNode) {
    if (at.mgNode !== undefined && (at.mgNode.on || []).includes(event)) return true;
  }
  return false;
}

function short(text) {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** The texts of rich text. */
function plainText(nodes) {
  if (typeof nodes === "string") return nodes.replace(/<[^>]*>/g, " ");
  return Array.isArray(nodes) ? nodes.map((it) => (it && it.text) || "").join(" ") : "";
}

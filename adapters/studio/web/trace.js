// The trace of a phone: what the program called, what the user did, and the facts behind it.

import { bytes, fill, h, thumb } from "./dom.js";
import { w } from "./words.js";

const MOST = 800;
const KINDS = {
  all: () => true,
  calls: (row) => ["call", "reply", "told", "failed"].includes(row.what),
  user: (row) => ["user", "prompt", "consent", "answered", "cancelled", "picked", "taken"].includes(row.what),
  files: (row) => (row.files || []).length > 0 || ["saved", "uploaded", "downloaded", "shown", "kept"].includes(row.what),
  problems: (row) => row.what === "error" || row.what === "failed" || row.ok === false,
};
const NAMES = { all: "Everything", calls: "Calls", user: "User", files: "Files", problems: "Problems" };
const SIGNS = {
  call: "→", reply: "←", user: "☝", prompt: "?", data: "≔", error: "!", failed: "!", log: "›", page: "▭", picked: "▣",
  taken: "◉", saved: "⤓", shown: "◱", uploaded: "⤒", downloaded: "⤓", toast: "▬", dialog: "▬", stored: "⛁",
};

/** The rows of one phone. */
export class Trace {
  constructor() {
    this.rows = [];
    this.last = 0;
    this.only = "all";
    this.list = h("ol", { class: "trace", "aria-label": w("Trace") });
    this.empty = h("p", { class: "hint" }, w("Nothing happened yet: touch something"));
    this.filters = h("div", { class: "filters", role: "group", "aria-label": w("Trace") }, Object.keys(KINDS).map((kind) =>
      h("button", { type: "button", "aria-pressed": String(kind === "all"), "data-kind": kind, onclick: () => this.filter(kind) }, w(NAMES[kind]))));
    this.element = h("div", { class: "pane" }, this.filters, this.empty, this.list);
  }

  take(phone) {
    if (phone.told === undefined) return;
    if (phone.told < this.last || this.client !== phone.client) {
      this.rows = [];
      fill(this.list);
      this.last = 0;
    }
    this.client = phone.client;
    const fresh = (phone.rows || []).filter((row) => row.n > this.last);
    if (!fresh.length) return;
    const pane = this.element.parentElement;
    const low = pane === null || pane.scrollHeight - pane.scrollTop - pane.clientHeight < 60;
    this.rows.push(...fresh);
    this.last = fresh[fresh.length - 1].n;
    if (this.rows.length > MOST) this.rows.splice(0, this.rows.length - MOST);
    this.list.append(...fresh.slice(-MOST).filter(KINDS[this.only]).map(line));
    while (this.list.childElementCount > MOST) this.list.firstChild.remove();
    this.empty.hidden = this.rows.length > 0;
    if (low && pane !== null) pane.scrollTop = pane.scrollHeight;
  }

  filter(kind) {
    this.only = kind;
    for (const one of this.filters.children) one.setAttribute("aria-pressed", String(one.dataset.kind === kind));
    fill(this.list, this.rows.filter(KINDS[kind]).map(line));
  }
}

function line(row) {
  const bad = row.what === "error" || row.what === "failed" || row.ok === false;
  const head = [
    h("time", {}, row.time.toFixed(2)),
    h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[row.what] || "·"),
    h("span", { class: "what" }, row.what === "user" ? w("User") : w(row.what)),
    row.api && h("code", { class: "api" }, row.api),
    h("span", { class: "text" }, row.text),
  ];
  const inner = [];
  const grade = row.facts && row.facts[0].grade;
  if (grade) head.push(h("b", { class: "grade", "data-grade": grade, title: w("where it is written") }, w(grade)));
  if (row.more) inner.push(h("pre", { tabindex: "0" }, row.more));
  if (row.facts) inner.push(facts(row.facts));
  const summary = inner.length
    ? h("details", {}, h("summary", {}, head), inner)
    : h("div", { class: "flat" }, head);
  return h("li", { "data-what": row.what, class: bad ? "bad" : row.ok ? "good" : "" }, summary, row.files && h("div", { class: "files" }, row.files.map(file)));
}

function file({ name, size, key, kind, wide, high, seconds }) {
  const facts = [bytes(size), wide && `${wide} × ${high}`, seconds && w("{0} s", +seconds.toFixed(1))].filter(Boolean);
  const heard = kind === "audio";
  return h("figure", { class: heard ? "sound" : "" }, heard ? h("audio", { controls: true, preload: "none", src: `file/${key}`, "aria-label": name }) : thumb(key, name, kind),
    h("figcaption", {}, h("span", {}, name.slice(name.lastIndexOf("/") + 1)), h("small", {}, facts.join(" · "))));
}

/** Facts in words, and where they are written: sources, the day, the grade. */
export function facts(listed) {
  return h("ul", { class: "facts" }, listed.map(({ says, grade, sources }) => h("li", {}, w(...says), grade === "assumed" && !sources.length && mark(grade),
    h("ul", {}, sources.map((one) => h("li", {}, mark(one.grade), " ", place(one.where), h("small", {}, ` ${w("checked")} ${one.checked}`)))))));
}

function mark(grade) {
  return h("b", { "data-grade": grade }, w(grade));
}

/** A source: a link where it is an address, which opens only if the person wants it to. */
function place(where) {
  const found = /^https?:\/\/\S+$/.exec(where);
  return found ? h("a", { href: where, target: "_blank", rel: "noreferrer noopener" }, where.replace(/^https?:\/\//, "")) : where;
}

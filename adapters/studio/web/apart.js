// Two phones held against each other: the first difference, what explains it, both sides.

import { fill, h } from "./dom.js";
import { facts } from "./trace.js";
import { w } from "./words.js";

const STATES = {
  same: ["good", "The two agree so far"], part: ["odd", "They agree, as far as they are compared"], differs: ["bad", "They differ"],
};

/** The pane that shows it. */
export class ApartPane {
  constructor() {
    this.element = h("div", { class: "pane apart" });
    this.key = "";
  }

  show(apart, phones) {
    const key = JSON.stringify([apart, phones.length, phones.map((it) => it.client)]);
    if (key === this.key) return;
    this.key = key;
    if (phones.length < 2) {
      fill(this.element, h("p", { class: "hint" }, w("Choose a client beside it, and both answer to what you do")));
      return;
    }
    if (!apart) {
      fill(this.element, h("p", { class: "hint" }, "…"));
      return;
    }
    const [look, told] = STATES[apart.state];
    const first = apart.rows[apart.first];
    fill(this.element, h("p", { class: `verdict ${look}`, role: "status" }, h("b", {}, w(told)),
      apart.what && h("span", {}, w("{0} differs", w(apart.what)))),
      first && h("section", { class: "first" }, h("h2", {}, w("First difference")), first.map((text, at) => h("div", {}, h("small", {}, phones[at].client), h("code", {}, text || "—")))),
      apart.why.length > 0 && h("section", {}, h("h2", {}, w("Why")), h("ul", { class: "why" }, apart.why.map((one) => h("li", {}, one.code && h("b", {}, one.code), h("small", {}, one.at), one.says && h("p", {}, one.says), one.facts && one.facts.length > 0 && facts(one.facts))))),
      apart.rows.length > 0 && h("section", {}, h("h2", {}, w("Both did")), table(apart, phones)),
      apart.left.length > 0 && h("section", {}, h("h2", {}, w("Not compared")), h("ul", {}, apart.left.map((text) => h("li", {}, text)))));
  }
}

function table({ rows, first, before }, phones) {
  const line = ([one, other], at) => {
    const look = first < 0 || at < first ? "" : at === first ? "here" : "after";
    return h("tr", { class: look }, h("td", {}, one), h("td", { class: "mark" }, look === "" ? "=" : look === "here" ? "≠" : ""), h("td", {}, other));
  };
  return h("div", { class: "wide" }, h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, phones[0].client), h("th"), h("th", { scope: "col" }, phones[1].client))),
    h("tbody", {}, before > 0 && h("tr", { class: "after" }, h("td", { colspan: "3" }, `… ${before}`)), rows.map(line))));
}

// The studio: asks for news, shows the phones, says what the person does.

import { ApartPane } from "./apart.js";
import { DevicePane } from "./device.js";
import { fill, h } from "./dom.js";
import { hand, listen, say } from "./net.js";
import { PhoneView } from "./phone.js";
import { Trace } from "./trace.js";
import { chinese, learn, speak, w } from "./words.js";

const at = (id) => document.getElementById(id);
const about = await (await fetch("about")).json();
let state = { phones: [] };
let phones = [];
let traces = [];
let device;
let apart;
let side = "trace-0";
let queue = Promise.resolve();

function tell(text) {
  at("said").textContent = text;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => {
    at("said").textContent = "";
  }, 5000);
}

/** Do something, after what was done before. */
function act(plain) {
  queue = queue.then(async () => {
    const { problem } = await say("do", plain);
    if (problem && problem !== "gone") tell(problem);
  });
}

async function add(files, to) {
  for (const file of files) {
    const { problem } = await hand(to, file.name, file);
    tell(problem || w("Added: {0}", file.name));
  }
}

function build() {
  const pages = h("select", { "aria-label": w("Page"), onchange: (event) => act({ kind: "open", page: event.target.value }) },
    h("option", { value: "" }, w("first page")), about.pages.map((page) => h("option", { value: page }, page)));
  pages.value = about.page || "";
  fill(at("top"), h("img", { src: "icon.svg", alt: "" }), h("h1", {}, about.program), pages,
    h("button", { type: "button", title: w("Opens the program again; permissions stay"), onclick: () => act({ kind: "open", page: pages.value }) }, w("Open again")),
    h("button", { type: "button", title: w("Opens the program on a device that nobody has used"), onclick: () => act({ kind: "open", page: pages.value, fresh: true }) }, w("Fresh device")),
    h("span", { class: "space" }),
    h("button", { type: "button", class: "main", onclick: keep }, w("Save as scenario")),
    h("button", { type: "button", class: "plain", lang: chinese() ? "en" : "zh", onclick: () => again(chinese() ? "en" : "zh") }, chinese() ? "English" : "中文"));
  at("side").setAttribute("aria-label", `${w("Trace")}, ${w("Differences")}, ${w("Device")}`);
  at("views").setAttribute("aria-label", w("View"));
  device = new DevicePane(act, add);
  apart = new ApartPane();
  phones = [];
  traces = [];
  fill(at("phones"));
  fill(at("side"));
}

function scene() {
  device.scene.click();
}

/** As many phones as there are, and the panes beside them. */
function arrange(count) {
  while (phones.length > count) {
    phones.pop().element.remove();
    traces.pop();
  }
  while (phones.length < count) {
    const view = new PhoneView(phones.length, about, act, scene);
    phones.push(view);
    traces.push(new Trace());
    at("phones").insertBefore(view.element, at("phones").querySelector(".beside"));
  }
  const beside = at("phones").querySelector(".beside");
  if (count !== 1 && beside) beside.remove();
  if (count === 1 && !beside) at("phones").append(other());
  panes();
}

/** The place of a second phone, while there is none. */
function other() {
  const choose = h("select", { "aria-label": w("Beside it"), onchange: (event) => event.target.value && act({ kind: "client", phone: 1, client: event.target.value }) },
    h("option", { value: "" }, `+ ${w("Beside it")} …`), about.vendors.map(({ id, name }) => h("option", { value: id }, name)));
  return h("div", { class: "beside" }, choose);
}

function panes() {
  const names = [
    ...traces.map((trace, number) => [`trace-${number}`, traces.length > 1 ? `${w("Trace")} ${number + 1}` : w("Trace"), trace.element]),
    ["apart", w("Differences"), apart.element], ["device", w("Device"), device.element],
  ];
  if (!names.some(([name]) => name === side)) side = "trace-0";
  const show = (name) => {
    side = name;
    panes();
  };
  const tabs = h("div", { class: "tabs", role: "tablist" }, names.map(([name, text]) => h("button", {
    type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(name === side), tabindex: name === side ? "0" : "-1", "aria-controls": "pane",
    onclick: () => show(name),
    onkeydown: (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step === undefined) return;
      const next = names[(names.findIndex(([it]) => it === name) + step + names.length) % names.length][0];
      show(next);
      at(`tab-${next}`).focus();
    },
  }, text)));
  const pane = h("div", { class: "scroll", id: "pane", role: "tabpanel", tabindex: "-1", "aria-labelledby": `tab-${side}` }, names.find(([name]) => name === side)[2]);
  fill(at("side"), tabs, pane);
  if (side.startsWith("trace")) pane.scrollTop = pane.scrollHeight;
  mark();
  fill(at("views"), [["phones", "Phones"], ["side", names.find(([name]) => name === side)[1]]].map(([view, text]) => h("button", {
    type: "button", "aria-pressed": String(document.body.dataset.view === view), onclick: () => {
      document.body.dataset.view = view;
      panes();
    },
  }, w(text))));
}

/** The tab of the differences tells what it holds. */
function mark() {
  const tab = at("tab-apart");
  if (tab) tab.dataset.state = (state.apart && state.apart.state) || "";
}

function heard(next) {
  state = next;
  document.body.toggleAttribute("data-lost", false);
  if (phones.length !== state.phones.length) arrange(state.phones.length);
  state.phones.forEach((phone, number) => {
    phones[number].show(phone);
    traces[number].take(phone);
  });
  apart.show(state.apart, state.phones);
  device.show(state.phones);
  if (state.problem) tell(state.problem);
  mark();
}

/** Save what was done as a scenario. */
function keep() {
  const name = h("input", { value: "flow", "aria-label": w("Name"), maxlength: "60", spellcheck: "false" });
  const told = h("p", { class: "hint", role: "status" });
  const box = h("dialog", { class: "keep", "aria-label": w("Save as scenario"), onclose: () => box.remove() }, h("form", { onsubmit: async (event) => {
    event.preventDefault();
    const { problem, file } = await say("scenario", { name: name.value });
    told.textContent = problem || w("written: {0}", file);
  } }, h("h2", {}, w("Save as scenario")), h("p", {}, w("A file that mediaglot scenario run and pytest take: what you did, the calls that were made, and what came of them.")),
    h("label", { class: "row" }, w("Name"), name, ".scenario.toml"), told,
    h("div", { class: "pair" }, h("button", { type: "button", onclick: () => box.close() }, w("Close")), h("button", { class: "main" }, w("Save")))));
  document.body.append(box);
  box.showModal();
  name.select();
}

/** The same page in another language. */
function again(language) {
  location.hash = language;
  location.reload();
}

for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, (event) => {
    if (!event.dataTransfer || ![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    document.body.toggleAttribute("data-drag", kind === "dragover");
    if (kind === "drop") add(event.dataTransfer.files, "album");
  });
}
document.addEventListener("dragleave", () => document.body.toggleAttribute("data-drag", false));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  const within = phones.find((phone) => phone.element.contains(event.target));
  if (![within, ...phones].some((phone) => phone && phone.escape())) return;
  event.preventDefault();
});

learn(about.words);
speak(location.hash.slice(1) || about.language || navigator.language);
build();
await listen(heard, () => traces.map((it) => it.last), () => {
  document.body.toggleAttribute("data-lost", true);
  tell(w("The studio has ended"));
});

var Probe = require("../../probe/run.js");
var plan = require("../../probe/plan.js");
var probe = new Probe($namespace, plan);
var CHUNK = 60000; // characters that are sent at once

function shown(step, states) {
  return { id: step.id, title: step.id, what: step.act || step.why || "", state: states[step.id] || "" };
}

Page({
  data: { device: "", families: [], family: "", steps: [], busy: "", last: "", count: 0, told: plan.told, safe: 0, copy: false, keep: false, send: false },

  $begin() {
    this.states = {};
    var page = this;
    probe.begin(function () {
      page.setData({
        device: JSON.stringify(probe.device),
        safe: plan.steps.filter(page.isSafe).length,
        copy: !!plan.uses.copy,
        keep: !!plan.uses.keep,
        send: !!plan.uses.send && !!plan.address
      });
      page.show(plan.families[0] || "");
    });
  },

  isSafe(step) {
    return step.run === "safe";
  },

  show(family) {
    var states = this.states;
    this.setData({
      family: family,
      count: probe.lines.length,
      families: plan.families.map(function (name) {
        var own = plan.steps.filter(function (step) {
          return step.family === name;
        });
        var done = own.filter(function (step) {
          return states[step.id];
        });
        return { name: name, count: own.length, done: done.length };
      }),
      steps: plan.steps
        .filter(function (step) {
          return step.family === family;
        })
        .map(function (step) {
          return shown(step, states);
        })
    });
  },

  choose(event) {
    this.show(event.currentTarget.dataset.family);
  },

  runOne(event) {
    var id = event.currentTarget.dataset.step;
    this.runAll(
      plan.steps.filter(function (step) {
        return step.id === id;
      })
    );
  },

  runSafe() {
    this.runAll(plan.steps.filter(this.isSafe));
  },

  runAll(steps) {
    var page = this;
    if (page.data.busy) return;
    page.setData({ busy: "running", last: steps.length === 1 ? steps[0].act || "" : "" });
    probe.all(
      steps,
      function (record) {
        page.states[record.operation + "/" + record.case] = record.outcome;
        page.setData({ last: JSON.stringify(record).slice(0, 1500) });
      },
      function () {
        page.setData({ busy: "" });
        page.show(page.data.family);
      }
    );
  },

  records() {
    return probe.chunks(1e9).join("");
  },

  used(name, good) {
    this.setData({ last: name + (good ? ": done" : ": failed") });
  },

  copy() {
    var page = this;
    probe.use("copy", { "@records": page.records() }, function (good) {
      page.used("copy", good);
    });
  },

  keep() {
    var page = this;
    probe.use("keep", { "@records": page.records() }, function (good) {
      page.used("keep", good);
    });
  },

  send() {
    var page = this;
    var chunks = probe.chunks(CHUNK);
    function next(at) {
      if (at >= chunks.length) return page.used("send", true);
      probe.use("send", { "@records": chunks[at], "@address": plan.address }, function (good) {
        if (!good) return page.used("send " + (at + 1) + " of " + chunks.length, false);
        next(at + 1);
      });
    }
    next(0);
  }
});

// Runs the steps of a plan, one after another, and writes down what came of each.
var shapes = require("./shape.js");
var SETTLE = 100; // milliseconds in which a second callback may come

/** `client`: the vendor's namespace; `plan`: plan.js. */
function Probe(client, plan) {
  this.client = client;
  this.plan = plan;
  this.lines = [];
  this.device = {};
  this.held = {};
  this.user = plan.user.address;
  var member = plan.user.member ? inner(client, plan.user.member.split(".")) : undefined;
  if (typeof member === "string") this.user = member;
}

function inner(value, path) {
  for (var i = 0; i < path.length && value !== undefined && value !== null; i++) {
    var key = path[i].replace("[]", "");
    value = value[key];
    if (key !== path[i]) value = value === undefined || value === null ? undefined : value[0];
  }
  return value;
}

function today() {
  return new Date().toISOString().slice(0, 10);
}

Probe.prototype.note = function (record) {
  record.probe = this.plan.version;
  record.vendor = this.plan.vendor;
  record.date = today();
  record.device = this.device;
  this.lines.push(JSON.stringify(record));
  return record;
};

/** Where the probe runs, and what the namespace has. */
Probe.prototype.begin = function (done) {
  var self = this;
  var about = this.plan.about;
  function members() {
    self.note({ operation: "", case: "members", outcome: "members", reply: self.members() });
    done();
  }
  if (!about) return members();
  this.call(about.step, function (record, raw) {
    var keys = Object.keys(about.fields);
    for (var i = 0; i < keys.length; i++) {
      var places = about.fields[keys[i]];
      for (var j = 0; j < places.length; j++) {
        var value = inner(raw, places[j].split("."));
        if (typeof value === "string" || typeof value === "number") {
          self.device[keys[i]] = String(value).slice(0, 60);
          break;
        }
      }
    }
    members();
  });
};

Probe.prototype.members = function () {
  var client = this.client;
  var found = {};
  Object.keys(client).concat(this.plan.members.own).forEach(function (name) {
    found[name] = typeof client[name];
  });
  this.plan.members.others.forEach(function (name) {
    if (name in client) found[name] = typeof client[name];
  });
  return found;
};

/** The options of a step, with what the program has in the place of "@...". */
Probe.prototype.filled = function (value) {
  var self = this;
  if (typeof value === "string" && value.charAt(0) === "@") return this.meant(value);
  if (Array.isArray(value)) {
    return value.map(function (item) {
      return self.filled(item);
    });
  }
  if (value === null || typeof value !== "object") return value;
  var out = {};
  Object.keys(value).forEach(function (key) {
    out[key] = self.filled(value[key]);
  });
  return out;
};

Probe.prototype.meant = function (text) {
  if (text === "@own") return this.plan.own;
  if (text === "@picture") return this.held.picture || this.plan.own;
  if (text === "@address") {
    if (!this.plan.address) throw new Lacking("no address was given: --send-to");
    return this.plan.address;
  }
  if (text.indexOf("@user/") === 0) {
    if (!this.user) throw new Lacking("no address of the user's directory is known");
    return this.user + text.slice(5);
  }
  var name = text.slice(1);
  if (this.held[name] === undefined) throw new Lacking("there is no " + name + " yet: run a step that gives one first");
  return this.held[name];
};

function Lacking(why) {
  this.why = why;
}

/** Run a step; `done` is given its record. */
Probe.prototype.run = function (step, done) {
  var self = this;
  this.call(step, function (record, raw) {
    if (record.outcome === "success" && step.gives) self.keep(step, raw);
    if (record.outcome === "success" && step.takes) delete self.held[step.takes];
    done(self.note(record));
  });
};

/** Keep the first file of a reply for the steps after it. */
Probe.prototype.keep = function (step, raw) {
  var places = step.files || [];
  for (var i = 0; i < places.length; i++) {
    var file = inner(raw, places[i].split("."));
    if (typeof file === "string" && file) this.held[step.gives] = file;
  }
};

Probe.prototype.call = function (step, done) {
  var self = this;
  var began = Date.now();
  var told = shapes.told(this.plan, step);
  var record = { operation: step.operation, case: step.case, function: step.fn };
  var called = [];
  var answer = null;
  var over = false;
  var timer = null;
  function end(outcome, reply, raw) {
    if (over) return;
    over = true;
    if (timer !== null) clearTimeout(timer);
    record.outcome = outcome;
    if (reply !== undefined) record.reply = reply;
    if (called.length) record.called = called;
    record.took = Date.now() - began;
    done(record, raw);
  }
  function later(outcome, value) {
    called.push(outcome);
    if (outcome !== "complete" && !answer) answer = { outcome: outcome, reply: shapes.shape(value, told.of(outcome)), raw: value };
    if (called.length > 1) return;
    setTimeout(function () {
      if (answer) end(answer.outcome, answer.reply, answer.raw);
      else end("complete", shapes.shape(value, told), value);
    }, SETTLE);
  }
  var holder = this.client;
  try {
    for (var i = 0; i < (step.on || []).length; i++) {
      if (typeof holder[step.on[i]] !== "function") return end("missing", { why: step.on[i] });
      holder = holder[step.on[i]]();
    }
    var member = holder[step.fn];
    if (step.form === "value") return end(member === undefined ? "missing" : "value", shapes.shape(member, told), member);
    if (typeof member !== "function") return end("missing");
    var options = this.filled(step.options || {});
    var args = step.args ? this.filled(step.args) : null;
    timer = setTimeout(function () {
      end("silent");
    }, step.limit * 1000);
    if (step.form === "listener" && step.after) return this.listenTo(step, holder, end, told);
    if (step.form === "listener") return this.listen(step, holder, end, told);
    if (step.form === "options" && !step.bare) {
      ["success", "fail", "complete"].forEach(function (name) {
        options[name] = function (value) {
          later(name, value);
        };
      });
    }
    var returned = args ? holder[step.fn].apply(holder, args) : hasAny(step, options) ? holder[step.fn](options) : holder[step.fn]();
    if (step.form === "at_once") return end("returned", shapes.shape(returned, told), returned);
    if (step.form === "factory") return end("returned", this.looked(returned, step.members), returned);
    var promise = !!returned && typeof returned.then === "function";
    record.returned = promise ? "promise" : returned !== null && typeof returned === "object" ? this.looked(returned, step.members) : typeof returned;
    if (promise) {
      returned.then(
        function (value) {
          if (step.bare) end("success", shapes.shape(value, told), value);
        },
        function (error) {
          if (step.bare) end("fail", shapes.thrown(error, told), error);
        }
      );
    } else if (step.bare) end("returned");
  } catch (error) {
    if (error instanceof Lacking) end("skipped", { why: error.why });
    else end("threw", shapes.thrown(error, told), error);
  }
};

function hasAny(step, options) {
  return step.form === "options" || Object.keys(options).length > 0;
}

Probe.prototype.listen = function (step, holder, end, told) {
  function heard(value) {
    if (step.ends && typeof holder[step.ends] === "function") holder[step.ends](heard);
    end("heard", shapes.shape(value === undefined ? {} : value, told), value);
  }
  holder[step.fn](heard);
};

/** Listen, and call what is to be heard of, each call some seconds after the one before it. */
Probe.prototype.listenTo = function (step, holder, end, told) {
  var self = this;
  this.listen(step, holder, end, told);
  function next(at) {
    var call = step.after[at];
    if (!call) return;
    setTimeout(function () {
      try {
        if (typeof holder[call.fn] !== "function") return end("missing", { why: call.fn });
        holder[call.fn].apply(holder, call.args ? self.filled(call.args) : [self.filled(call.options || {})]);
        next(at + 1);
      } catch (error) {
        end("threw", shapes.thrown(error, told), error);
      }
    }, call.wait * 1000);
  }
  next(0);
};

/** The members of an object, inherited ones too, by their types; those of `names` in any case. */
Probe.prototype.looked = function (value, names) {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return { $: typeof value };
  var found = {};
  for (var key in value) found[key] = typeof value[key];
  (names || []).forEach(function (name) {
    found[name] = typeof value[name];
  });
  if (Object.getPrototypeOf(value) && Object.getPrototypeOf(value) !== Object.prototype) {
    Object.getOwnPropertyNames(Object.getPrototypeOf(value)).forEach(function (name) {
      if (name !== "constructor" && name.charAt(0) !== "_") found[name] = typeof value[name];
    });
  }
  return found;
};

/** Run steps one after another; `seen` hears of each. */
Probe.prototype.all = function (steps, seen, done) {
  var self = this;
  var at = 0;
  function next() {
    if (at >= steps.length) return done();
    self.run(steps[at++], function (record) {
      seen(record, at);
      setTimeout(next, 20);
    });
  }
  next();
};

/** A call with what becomes of the records: copied, kept in a file, sent. */
Probe.prototype.use = function (name, words, done) {
  var self = this;
  var step = this.plan.uses[name];
  var kept = this.meant;
  this.meant = function (text) {
    return Object.prototype.hasOwnProperty.call(words, text) ? words[text] : kept.call(self, text);
  };
  try {
    this.call(step, function (record) {
      done(record.outcome === "success", record);
    });
  } finally {
    this.meant = kept;
  }
};

/** The records as texts of JSON lines, each no longer than `most` characters if it can be. */
Probe.prototype.chunks = function (most) {
  var out = [];
  var held = "";
  this.lines.forEach(function (line) {
    if (held && held.length + line.length + 1 > most) {
      out.push(held);
      held = "";
    }
    held += line + "\n";
  });
  if (held) out.push(held);
  return out;
};

module.exports = Probe;

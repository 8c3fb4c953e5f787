// For node:test.
"use strict";
const { finishAfterEach } = require("./hooks.js");

finishAfterEach(require("node:test").afterEach);

module.exports = require("./index.js");

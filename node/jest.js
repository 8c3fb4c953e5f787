// For Jest without globals, and as one of its `setupFilesAfterEnv`.
"use strict";
const { finishAfterEach } = require("./hooks.js");

if (typeof globalThis.afterEach !== "function") finishAfterEach(require("@jest/globals").afterEach);

module.exports = require("./index.js");

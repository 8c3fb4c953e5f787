// For Jest, as one of its `setupFilesAfterEnv`.
"use strict";
module.exports = require("./index.js");

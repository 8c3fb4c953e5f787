'use strict';
// A source as ES2015: the parser's complaint, or nothing; minified and gzipped, in bytes.
const { parse } = require('acorn');
const { minify } = require('terser');
const { gzipSync } = require('zlib');

module.exports = async ({ source, module, weigh }) => {
  let error = '';
  try {
    parse(source, { ecmaVersion: 2015, sourceType: module === 'esm' ? 'module' : 'script' });
  } catch (caught) {
    error = caught.message;
  }
  if (!weigh) return { error };
  const how = { ecma: 2015, toplevel: true, compress: { passes: 3 }, module: module === 'esm' };
  const small = await minify(source, how);
  return { error, size: gzipSync(small.code, { level: 9 }).length };
};

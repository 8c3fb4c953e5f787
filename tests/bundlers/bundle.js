'use strict';
// What a bundler makes of an entry file: its code, minified or not, and how much that is gzipped.
const path = require('path');
const { gzipSync } = require('zlib');

const written = (files) => {
  const [file] = files.filter((one) => one.code !== undefined || one.text !== undefined);
  return file.code === undefined ? file.text : file.code;
};

const BUNDLERS = {
  async esbuild(entry, minify) {
    const { build } = require('esbuild');
    const how = { bundle: true, minify, format: 'iife', target: 'es2015', write: false, logLevel: 'silent' };
    return written((await build({ ...how, entryPoints: [entry] })).outputFiles);
  },
  async rollup(entry, minify) {
    const { rollup } = require('rollup');
    const made = await rollup({ input: entry, onwarn: (warning) => { throw new Error(warning.message); } });
    const code = written((await made.generate({ format: 'iife', name: 'made' })).output);
    await made.close();
    return minify ? require('esbuild').transformSync(code, { minify, target: 'es2015' }).code : code;
  },
  async vite(entry, minify) {
    const { build } = await import('vite');
    const made = await build({
      root: path.dirname(entry), configFile: false, logLevel: 'silent',
      build: { write: false, minify, target: 'es2015', rollupOptions: { input: entry } }
    });
    return written((Array.isArray(made) ? made[0] : made).output);
  },
  webpack(entry, minify) {
    const { webpack } = require('webpack');
    const fs = require('fs');
    const folder = path.join(path.dirname(entry), 'out');
    const compiler = webpack({
      mode: 'production', entry, target: ['web', 'es2015'], devtool: false,
      context: path.dirname(entry), performance: false,
      optimization: { minimize: minify }, output: { path: folder, filename: 'main.js' }
    });
    return new Promise((resolve, reject) => compiler.run((error, stats) => {
      if (error || stats.hasErrors()) return reject(error || new Error(stats.toString('errors-only')));
      compiler.close(() => resolve(fs.readFileSync(path.join(folder, 'main.js'), 'utf8')));
    }));
  }
};

module.exports = async ({ bundler, entry, minify }) => {
  const code = await BUNDLERS[bundler](entry, minify);
  return { code, size: gzipSync(code, { level: 9 }).length };
};

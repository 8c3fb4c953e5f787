// What WeChat's own compilers of templates say of texts, in order: `tags` of the one that goes on
// after a mistake, its messages about what is no tag or no expression; `built`, whether the other
// took it, null where that cannot be run here.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { TmplGroup } = require('glass-easel-template-compiler');

const PLATFORM = { darwin: 'mac', linux: 'linux' }[process.platform];
const WRONG = new Set(['missing end tag', 'invalid end tag', 'unknown meta tag']);

function tags(text) {
  const group = new TmplGroup();
  const told = group.addTmpl('index', text) || [];
  group.free();
  return told
    .filter((one) => one.message !== 'unexpected character inside expression')
    .filter((one) => one.level === 'Fatal' || WRONG.has(one.message))
    .map((one) => `${one.startLine + 1}:${one.startColumn + 1} ${one.message}`);
}

function compiler() {
  if (PLATFORM === undefined) return null;
  const folder = path.dirname(require.resolve('miniprogram-compiler/package.json'));
  const file = path.join(folder, 'bin', PLATFORM, 'wcc');
  try {
    fs.chmodSync(file, 0o755);
  } catch {
    // somebody else's, who may have made it run already
  }
  return file;
}

function built(wcc, folder, text) {
  fs.writeFileSync(path.join(folder, 'index.wxml'), text);
  try {
    execFileSync(wcc, ['-d', 'index.wxml'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    return true;
  } catch (error) {
    return error.status === null || error.code === 'ENOENT' || error.code === 'ENOEXEC' ? null : false;
  }
}

module.exports = ({ texts, build }) => {
  const wcc = build ? compiler() : null;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'templates-'));
  try {
    return texts.map((text) => ({
      tags: tags(text),
      built: wcc === null ? null : built(wcc, folder, text),
    }));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
};

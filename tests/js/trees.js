// What WeChat's own code draws: `compiled`, the tree of what its compiler makes of a template, null
// where that cannot be run here; `framed`, what its published component framework does with a page:
// the words that show after each step, and what scripts logged.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const vm = require('node:vm');
const { TmplGroup } = require('glass-easel-template-compiler');
const { MiniProgramEnv, glassEasel } = require('glass-easel-miniprogram-adapter');

const PLATFORM = { darwin: 'mac', linux: 'linux' }[process.platform];

function compiled({ files, data }) {
  if (PLATFORM === undefined) return null;
  const home = path.dirname(require.resolve('miniprogram-compiler/package.json'));
  const wcc = path.join(home, 'bin', PLATFORM, 'wcc');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'trees-'));
  try {
    fs.chmodSync(wcc, 0o755);
  } catch {
    // somebody else's, who may have made it run already
  }
  try {
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
    let code;
    try {
      code = execFileSync(wcc, ['-d', ...Object.keys(files)], {
        cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 << 20,
      });
    } catch (error) {
      if (error.status === null || ['ENOENT', 'ENOEXEC'].includes(error.code)) return null;
      return `refused: ${String(error.stderr).trim()}`;
    }
    const quiet = { log() {}, warn() {}, error() {} };
    const world = { console: quiet, document: {}, navigator: {}, __wxAppCode__: {} };
    world.window = world;
    world.given = JSON.stringify(data);
    vm.createContext(world);
    return vm.runInContext(`${code};$gwx('index.wxml')(JSON.parse(given))`, world).children.map(plain);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function plain(node) {
  if (typeof node !== 'object') return String(node);
  const attrs = {};
  for (const [name, value] of Object.entries(node.attr || {})) if (value !== undefined) attrs[name] = value;
  return [node.tag.replace(/^wx-/, ''), attrs, ...(node.children || []).map(plain)];
}

function framed({ files, steps }) {
  const log = [];
  const env = new MiniProgramEnv();
  const space = env.createCodeSpace('', true);
  const group = new TmplGroup();
  for (const [name, file] of Object.entries(files)) group.addTmpl(name, file.template);
  const made = new Function(`return ${group.getTmplGenObjectGroups()}`)();
  group.free();
  for (const [name, file] of Object.entries(files)) {
    space.addComponentStaticConfig(name, file.json || {});
    space.addCompiledTemplate(name, { groupList: made, content: made[name] });
  }
  for (const [name, file] of Object.entries(files)) {
    space.componentEnv(name, ({ Page, Component, Behavior }) => {
      new Function('Page', 'Component', 'Behavior', 'log', file.script)(Page, Component, Behavior, log);
    });
  }
  const warn = console.warn;
  console.warn = () => {};
  try {
    const backend = env.associateBackend(new glassEasel.EmptyBackendContext());
    const root = backend.createRoot('body', space, 'page');
    const component = root.getComponent();
    glassEasel.Element.pretendAttached(component);
    const told = [[words(component), log.splice(0)]];
    for (const step of steps) {
      root.get().setData(step);
      told.push([words(component), log.splice(0)]);
    }
    return told;
  } finally {
    console.warn = warn;
  }
}

function words(node) {
  const found = [];
  const walk = (one) => {
    if (typeof one.textContent === 'string') found.push(one.textContent);
    else if (one.forEachComposedChild) one.forEachComposedChild((inner) => { walk(inner); });
  };
  walk(node);
  return found.join(' ').split(/\s+/).filter(Boolean).join(' ');
}

module.exports = ({ what, cases }) => cases.map({ compiled, framed }[what]);

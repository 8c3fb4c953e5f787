// Three clients written from the vendors' pages alone, and what a page does on each, as a trace.
// Standard input: { modules: [{ name: text }], jobs: [{ vendor, code, modules, situation }] }, where
// `modules` of a job is a place in the list; standard output: a list of traces.
// A situation says how each call ends: choose, save, info, compress, preview (ok, cancel, deny,
// other), how many pictures there are (n), and how `upload` fails.
'use strict';
const fs = require('fs');
const vm = require('vm');

const FAILURES = {
  wx: {
    cancel: (api) => ({ errMsg: `${api}:fail cancel` }),
    deny: (api) => ({ errMsg: `${api}:fail auth deny` }),
    other: (api) => ({ errno: 4, errMsg: `${api}:fail internal error` }),
  },
  my: {
    cancel: (api) => ({ error: api === 'chooseVideo' ? 10 : 11 }), // may come without a message
    // the one code of a refused album that the page of saving has
    deny: (api) => ({ error: /^save(Image|Video)To/.test(api) ? 15 : 2001, errorMessage: '用户不允许授权' }),
    other: () => ({ error: 3, errorMessage: '未知错误' }),
  },
  tt: {
    cancel: (api) => ({ errno: 1300001, errMsg: `${api}:fail user cancel`, errString: '' }),
    deny: (api) => ({ errno: 107, errMsg: `${api}:fail user deny`, errString: '' }),
    other: (api) => ({ errno: 102, errMsg: `${api}:fail internal`, errString: '' }),
  },
};
const PATHS = {
  wx: (name) => `wxfile://tmp_${name}.jpg`,
  my: (name) => `https://resource/${name}.image`,
  tt: (name) => `ttfile://temp/${name}.jpg`,
};
const OWN = /(?:wxfile:\/\/tmp_|https:\/\/resource\/|ttfile:\/\/temp\/)(\w+)\.(?:jpg|image)/g;
const COUNT = { wx: 9, my: 1, tt: 9 };

function shown(value) {
  let text;
  if (typeof value === 'string') text = value;
  else if (value && value.stack) text = value.name;
  else text = JSON.stringify(value);
  return String(text).replace(OWN, '<$1>');
}

function client(vendor, situation, told) {
  const path = PATHS[vendor];
  const settle = (api, how, options, result) => {
    const given = options || {};
    const called = Boolean(given.success || given.fail || given.complete);
    const promise = new Promise((resolve, reject) => {
      setTimeout(() => {
        const good = how === undefined || how === 'ok';
        let reply;
        try {
          reply = good ? result() : FAILURES[vendor][how](api);
          if (good && vendor !== 'my') reply.errMsg = `${api}:ok`;
          const handler = good ? given.success : given.fail;
          if (typeof handler === 'function') handler(reply);
          if (typeof given.complete === 'function') given.complete(reply);
        } catch (error) {
          told(`thrown ${error.name}`);
        }
        (good ? resolve : reject)(reply);
      }, 0);
    });
    if (called) promise.catch(() => {});
    return called && vendor === 'wx' ? undefined : promise;
  };
  const number = (count) => {
    if (count === undefined || count === null) return COUNT[vendor];
    if (typeof count !== 'number' || Number.isNaN(count)) told(`count is ${typeof count} ${count}`);
    return count;
  };
  const files = (count) =>
    [...Array(Math.min(count, situation.n ?? 2)).keys()].map((i) => path(i % (situation.same || 9)));
  const entries = (list, key) => list.map((file, i) => ({ [key]: file, size: 100 + i }));
  const own = {
    chooseImage(options) {
      const count = number(options && options.count);
      told(`pick ${count}`);
      return settle('chooseImage', situation.choose, options, () => {
        const list = files(count);
        const reply = { tempFilePaths: list, tempFiles: entries(list, 'path') };
        return vendor === 'my' ? { ...reply, apFilePaths: list } : reply;
      });
    },
    getImageInfo(options) {
      told(`info ${shown(options.src)}`);
      return settle('getImageInfo', situation.info, options, () =>
        Object.assign({ width: 10, height: 20, path: options.src }, vendor === 'tt' ? {} : {
          orientation: 'up', type: vendor === 'my' ? 'jpg' : 'jpeg',
        }));
    },
    compressImage(options) {
      const list = vendor === 'my' ? options.apFilePaths : [options.src];
      told(`compress ${shown(list)}`);
      const made = () => list.map((_, i) => path(`c${i}`));
      return settle('compressImage', situation.compress, options, () =>
        vendor === 'my' ? { apFilePaths: made() } : { tempFilePath: made()[0] });
    },
    previewImage(options) {
      const { urls, current } = options;
      let at = vendor === 'my' ? current : urls.indexOf(current);
      if (vendor === 'my' && current !== undefined) {
        if (typeof current !== 'number' || !(current >= 0 && current < Math.max(urls.length, 1))) {
          told(`index ${typeof current} ${current}`);
          at = 0;
        }
      } else if (vendor !== 'my' && current !== undefined && typeof current !== 'string') {
        told(`address ${typeof current}`);
      }
      told(`preview ${shown(urls)} at ${shown(urls[Math.max(at || 0, 0)])}`);
      return settle('previewImage', situation.preview, options, () => ({}));
    },
    saveImageToPhotosAlbum(options) {
      told(`save ${shown(options.filePath)}`);
      return settle('saveImageToPhotosAlbum', situation.save, options, () =>
        vendor === 'my' ? { success: true } : {});
    },
    canIUse: (name) => name.split('.')[0] in own,
  };
  if (vendor !== 'my') {
    own.chooseMedia = (options) => {
      const count = number(options && options.count);
      told(`pick ${count}`);
      return settle('chooseMedia', situation.choose, options, () => ({
        type: 'image',
        tempFiles: entries(files(count), 'tempFilePath').map((f) => ({ ...f, fileType: 'image' })),
      }));
    };
  }
  return own;
}

function upload(situation, told) {
  return (path) => {
    told(`upload ${shown(path)}`);
    if (situation.upload === 'error') return Promise.reject(new TypeError('no connection'));
    if (situation.upload === 'vendor') return Promise.reject({ errMsg: 'uploadFile:fail timeout' });
    if (situation.upload === 'status') return Promise.reject({ statusCode: 500 });
    return Promise.resolve('done');
  };
}

const compiled = new Map();

function scriptOf(text) {
  if (!compiled.has(text)) {
    compiled.set(text, new vm.Script(`(function (exports, require, module) {${text}\n})`));
  }
  return compiled.get(text);
}

function run({ vendor, code, situation }, modules) {
  const trace = [];
  const told = (text) => { trace.push(text); };
  const show = (...values) => told(`show ${values.map(shown).join(' ')}`);
  let page = {};
  const realm = {
    [vendor]: client(vendor, situation, told),
    show,
    upload: upload(situation, told),
    settings: () => told('settings'),
    setTimeout,
    clearTimeout,
    console: { log() {}, warn() {}, error() {} },
    Page(own) {
      page = own;
      own.data = own.data || {};
      own.setData = function setData(data) {
        show('data', data);
        Object.assign(this.data, data);
      };
    },
  };
  realm.globalThis = realm;
  if (situation.window) realm.window = realm;
  vm.createContext(realm);
  const load = (text) => {
    const module = { exports: {} };
    const around = scriptOf(text).runInContext(realm);
    around(module.exports, (name) => load(modules[name]), module);
    return module.exports;
  };
  const event = { index: '1', far: '7', count: '3', url: PATHS[vendor](1) };
  try {
    load(code);
    const done = page.run({ currentTarget: { dataset: event }, target: { dataset: event } });
    if (done && done.then) {
      done.then(
        (value) => value !== undefined && show('gives', value),
        (error) => told(`rejects ${error && error.stack ? error.name : 'with a failure'}`),
      );
    }
  } catch (error) {
    told(`crash ${error.name}`);
  }
  return trace;
}

// no clock: the turns of the loop are counted, and a call takes one
const TURNS = 60;
const turn = () => new Promise((resolve) => { setTimeout(resolve, 0); });

async function main() {
  const { modules, jobs } = JSON.parse(fs.readFileSync(0, 'utf8'));
  const traces = [];
  while (jobs.length) {
    traces.push(...jobs.splice(0, 200).map((job) => run(job, modules[job.modules])));
    for (let at = 0; at < TURNS; at += 1) await turn();
  }
  process.stdout.write(JSON.stringify(traces));
}

process.on('unhandledRejection', () => {});
main();

'use strict';
// What `tsc` says of its arguments in a folder. The libraries and typings are read once for all
// questions with the same options: reading them is most of what a compiler does.
const ts = require('typescript');

const libraries = new Map();

function hostOf(options, folder) {
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  const key = JSON.stringify(options);
  if (!libraries.has(key)) libraries.set(key, new Map());
  const known = libraries.get(key);
  host.getSourceFile = (name, ...how) => {
    if (!name.includes('/node_modules/')) return read(name, ...how);
    if (!known.has(name)) known.set(name, read(name, ...how));
    return known.get(name);
  };
  host.getCurrentDirectory = () => folder;
  return host;
}

/** In the order and with the reserve of `tsc`: what does not parse is not looked into. */
function found(program) {
  const all = [...program.getConfigFileParsingDiagnostics(), ...program.getSyntacticDiagnostics()];
  if (all.length) return all;
  const options = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  return options.length ? options : program.getSemanticDiagnostics();
}

module.exports = ({ folder, words }) => {
  process.chdir(folder);
  try {
    const { options, fileNames, errors } = ts.parseCommandLine(words);
    const host = hostOf(options, folder);
    const program = ts.createProgram(fileNames, options, host);
    const all = errors.length ? errors : ts.sortAndDeduplicateDiagnostics(found(program));
    return ts.formatDiagnostics(all, host);
  } finally {
    process.chdir(__dirname);
  }
};

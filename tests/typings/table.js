'use strict';
// What published typings say of a vendor's functions, as a table: options, results, literal values.
// Asked by `typings.py`: questions are [{modules, compiler, root, receivers, callbacks}], see there.
const path = require('node:path');

const DEEPEST = 3;
const MOST = 400;
const libraries = new Map();
/** `from`: a folder with node_modules, where TypeScript and the typings are. */
function table(question) {
  const ts = require(path.join(question.compiler, 'typescript'));
  const root = path.join(question.modules, 'asked-of-typings.ts');
  const options = { strict: true, noEmit: true, types: [], lib: ['lib.es2022.d.ts'], skipLibCheck: true };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (name, ...how) => {
    if (path.resolve(name) === root) return ts.createSourceFile(name, question.root, how[0]);
    if (!libraries.has(name)) libraries.set(name, read(name, ...how));
    return libraries.get(name);
  };
  const exists = host.fileExists;
  host.fileExists = (name) => path.resolve(name) === root || exists(name);
  const program = ts.createProgram([root], options, host);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(root);
  const found = {};
  source.forEachChild((node) => {
    if (!ts.isVariableStatement(node)) return;
    const [one] = node.declarationList.declarations;
    const type = checker.getTypeAtLocation(one.name);
    const name = one.name.text;
    if (name === 'root') Object.assign(found, members(type, ''));
    else found[name.replace(/_$/, '')] = said(type, undefined);
  });
  return found;

  function members(type, lead) {
    const all = {};
    for (const symbol of type.getProperties()) {
      const own = checker.getTypeOfSymbolAtLocation(symbol, source);
      all[lead + symbol.name] = said(own, symbol);
      if (!lead && question.receivers.includes(symbol.name)) {
        const [call] = own.getCallSignatures();
        if (call) Object.assign(all, members(call.getReturnType(), `${symbol.name}().`));
      }
    }
    return all;
  }

  function said(type, symbol) {
    const calls = type.getCallSignatures();
    if (!calls.length) return { form: 'value', since: since(symbol) };
    const entry = { form: 'function', since: since(symbol), arguments: [], options: {}, result: {} };
    for (const call of calls) signature(call, entry);
    return entry;
  }

  function signature(call, entry) {
    const given = call.getParameters();
    entry.arguments.push(given.map((one) => ({ name: one.name, required: !isOptional(one) })));
    let result;
    let expanded = false;
    for (const one of given) {
      for (const part of parts(plain(checker.getTypeOfSymbolAtLocation(one, source)))) {
        if (part.getCallSignatures().length) {
          const [heard] = part.getCallSignatures()[0].getParameters();
          if (heard) result = result || checker.getTypeOfSymbolAtLocation(heard, source);
        } else if (isObject(part) && !expanded) {
          expanded = true;
          for (const option of part.getProperties()) {
            if (!question.callbacks.includes(option.name)) optionOf(option, entry);
            else if (option.name === question.callbacks[0]) result = heardBy(option) || result;
          }
        }
      }
    }
    const back = promised(call.getReturnType());
    fields(result && !isEmpty(result) ? result : back || call.getReturnType(), '', entry.result, 0);
  }

  function isOptional(one) {
    const declared = one.valueDeclaration;
    return !!(declared && (declared.questionToken || declared.initializer || declared.dotDotDotToken));
  }

  function optionOf(option, entry) {
    const type = checker.getTypeOfSymbolAtLocation(option, source);
    const said = {
      required: !(option.flags & ts.SymbolFlags.Optional),
      kind: kind(plain(type)),
      ...valuesOf(plain(type)),
    };
    const from = since(option);
    if (from) said.since = from;
    const known = entry.options[option.name];
    if (known) said.required = said.required && known.required;
    entry.options[option.name] = said;
  }

  function heardBy(option) {
    const type = plain(checker.getTypeOfSymbolAtLocation(option, source));
    for (const part of parts(type)) {
      const [call] = part.getCallSignatures();
      const [heard] = call ? call.getParameters() : [];
      if (heard) return checker.getTypeOfSymbolAtLocation(heard, source);
    }
    return undefined;
  }

  function fields(type, lead, into, depth) {
    if (!type || depth > DEEPEST || Object.keys(into).length > MOST) return;
    for (const part of parts(plain(type))) {
      if (checker.isArrayType(part)) {
        fields(checker.getTypeArguments(part)[0], lead && `${lead}[]`, into, depth + 1);
        continue;
      }
      if (!isObject(part) || part.getCallSignatures().length) continue;
      for (const field of part.getProperties()) {
        if (field.name.startsWith('__')) continue;
        const own = checker.getTypeOfSymbolAtLocation(field, source);
        if (plain(own).getCallSignatures().length) continue;
        const place = lead ? `${lead}.${field.name}` : field.name;
        const list = checker.isArrayType(plain(own));
        const row = { optional: !!(field.flags & ts.SymbolFlags.Optional), kind: kind(plain(own)), ...valuesOf(plain(own)) };
        into[list ? `${place}[]` : place] = row;
        fields(list ? checker.getTypeArguments(plain(own))[0] : own, list ? `${place}[]` : place, into, depth + 1);
      }
    }
  }

  function promised(type) {
    const symbol = type.getSymbol();
    if (!symbol || symbol.name !== 'Promise') return undefined;
    return checker.getTypeArguments(type)[0];
  }

  function plain(type) {
    let own = checker.getNonNullableType(type);
    if (own.flags & ts.TypeFlags.TypeParameter) own = checker.getBaseConstraintOfType(own) || own;
    return checker.getNonNullableType(own);
  }

  function parts(type) {
    return type.isUnion() ? type.types : [type];
  }

  function isObject(type) {
    if (type.flags & ts.TypeFlags.Intersection) return true;
    if (!(type.flags & ts.TypeFlags.Object) || checker.isArrayType(type) || checker.isTupleType(type)) return false;
    const symbol = type.getSymbol();
    return !(symbol && ['ArrayBuffer', 'Promise', 'Date', 'Uint8ClampedArray', 'Function', 'RegExp'].includes(symbol.name));
  }

  function isEmpty(type) {
    const one = plain(type);
    return isObject(one) && one.getProperties().length === 0;
  }

  function kind(type) {
    if (checker.isArrayType(type)) return 'list';
    const kinds = new Set(parts(type).map(kindOf));
    return kinds.size === 1 ? [...kinds][0] : kinds.size === 0 ? 'any' : 'several';
  }

  function kindOf(type) {
    if (type.flags & ts.TypeFlags.StringLike) return 'string';
    if (type.flags & ts.TypeFlags.NumberLike) return 'number';
    if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean';
    if (type.flags & ts.TypeFlags.Any) return 'any';
    if (checker.isArrayType(type)) return 'list';
    return type.getCallSignatures().length ? 'function' : isObject(type) ? 'object' : 'other';
  }

  /** The literal values of a type or of the entries of a list; none where any text or number fits. */
  function valuesOf(type) {
    const values = [];
    for (let part of parts(type)) {
      if (checker.isArrayType(part)) {
        for (const inner of parts(plain(checker.getTypeArguments(part)[0]))) if (inner.isLiteral()) values.push(inner.value);
          else return {};
        continue;
      }
      if (part.flags & ts.TypeFlags.EnumLiteral && part.isLiteral()) values.push(part.value);
      else if (part.isLiteral()) values.push(part.value);
      else return {};
    }
    const all = [...new Set(values)].sort();
    return all.length ? { values: all } : {};
  }

  function since(symbol) {
    if (!symbol) return undefined;
    const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    const tags = symbol.getJsDocTags(checker).filter((tag) => tag.name === 'version' || tag.name === 'since');
    const tagged = tags.map((tag) => ts.displayPartsToString(tag.text)).join(' ');
    const match = /基础库[：:]?\s*`?v?(\d+(?:\.\d+){1,3})/.exec(text) || /^v?(\d+(?:\.\d+){1,3})/.exec(tagged.trim());
    return match ? match[1] : undefined;
  }
}

let text = '';
process.stdin.on('data', (chunk) => {
  text += chunk;
});
process.stdin.on('end', () => {
  process.stdout.write(JSON.stringify(JSON.parse(text).map(table)));
});

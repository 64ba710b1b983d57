/**
 * Jest's runtime, with what is the same for each test file done once in a worker: a house is 2,000 modules, and to look
 * for, read and parse them again for each of 200 files was 40 % of the whole run. Scripts run in as many contexts as
 * one likes, so test files stay as far apart as they were.
 */
const vm = require('node:vm');
const { default: Runtime } = require('jest-runtime');
const { isEsModule, isPackageFile } = require('./transform.cjs');

/** What never changes while Jest runs: packages, where they find each other, and code as it was compiled. */
const transformed = new Map();
const resolved = new Map();
const scripts = new Map();

/** A shared script's dynamic imports belong to the test file that runs at the time: a worker runs one after another. */
let importFor;

function scriptOf(code, parameters, filename) {
  const known = scripts.get(filename);
  if (known?.code === code) return known.script;
  const opening = `(function (${parameters.join(', ')}) {`;
  const script = new vm.Script(`${opening}${code}\n})`, {
    filename,
    columnOffset: -opening.length,
    importModuleDynamically: (specifier, _script, attributes) => importFor(specifier, filename, attributes),
  });
  scripts.set(filename, { code, script });
  return script;
}

function compileOnce({ executor }) {
  const { compile, injectedModuleParameters } = executor;
  executor.compile = (code, filename) => {
    const context = executor.environment.getVmContext();
    // Errors of syntax and an environment that is gone are told in Jest's own words.
    if (!context) return compile.call(executor, code, filename);
    importFor = (specifier, from, attributes) => executor.dynamicImport(specifier, from, context, attributes);
    try {
      return scriptOf(code, injectedModuleParameters, filename).runInContext(context);
    } catch {
      return compile.call(executor, code, filename);
    }
  };
}

function transformPackagesOnce({ transformCache }, project) {
  const { fileCache, transform } = transformCache;
  transformCache.transform = (filename, options) => {
    if (!isPackageFile(filename)) return transform.call(transformCache, filename, options);
    const key = `${project}\0${filename}\0${options?.isInternalModule === true}`;
    const known = transformed.get(key);
    if (known !== undefined) return known;
    // What is CommonJS already is not even looked up in Jest's cache of what it transformed.
    const code = isEsModule(filename)
      ? transform.call(transformCache, filename, options)
      : fileCache.readFile(filename);
    transformed.set(key, code);
    return code;
  };
}

function resolvePackagesOnce({ _resolution: resolution }, project) {
  const { resolveCjs } = resolution;
  resolution.resolveCjs = (from, to) => {
    if (!to || !isPackageFile(from)) return resolveCjs.call(resolution, from, to);
    const key = `${project}\0${from}\0${to}`;
    const known = resolved.get(key);
    if (known !== undefined) return known;
    const file = resolveCjs.call(resolution, from, to);
    resolved.set(key, file);
    return file;
  };
}

module.exports = class extends Runtime {
  constructor(config, ...rest) {
    super(config, ...rest);
    compileOnce(this);
    transformPackagesOnce(this, config.id);
    resolvePackagesOnce(this, config.id);
  }
};

/**
 * One transform for everything Jest loads: our TypeScript, and packages that ship ES modules only, both to CommonJS.
 * Jest's own ES module mode fails on the CommonJS parts of Nest.
 */
const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { transformSync, version } = require('@swc/core');

const root = path.resolve(__dirname, '../..');
const swcrc = readFileSync(path.join(root, '.swcrc'), 'utf8');
const ours = JSON.parse(swcrc);
const salt = version + swcrc + readFileSync(__filename, 'utf8');

const toCommonJs = { type: 'commonjs', importInterop: 'swc', ignoreDynamic: false };

function isPackageFile(file) {
  return file.includes(`${path.sep}node_modules${path.sep}`);
}

const packageTypes = new Map();

function packageType(folder) {
  if (!packageTypes.has(folder)) {
    const manifest = path.join(folder, 'package.json');
    const parent = path.dirname(folder);
    const found = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).type : undefined;
    const isTop = parent === folder || path.basename(parent) === 'node_modules';
    packageTypes.set(folder, found ?? (isTop || existsSync(manifest) ? 'commonjs' : packageType(parent)));
  }
  return packageTypes.get(folder);
}

function isEsModule(file) {
  if (file.endsWith('.mjs')) return true;
  if (file.endsWith('.cjs')) return false;
  return packageType(path.dirname(file)) === 'module';
}

function optionsFor(file) {
  if (isPackageFile(file)) {
    return { jsc: { target: 'es2022', parser: { syntax: 'ecmascript' } }, module: toCommonJs };
  }
  const parser = /\.[cm]?js$/.test(file)
    ? { syntax: 'ecmascript', jsx: true }
    : { ...ours.jsc.parser, tsx: !/\.[cm]?ts$/.test(file) };
  const transform = { ...ours.jsc.transform, hidden: { jest: true } };
  return { ...ours, jsc: { ...ours.jsc, parser, transform }, module: toCommonJs };
}

module.exports = {
  isPackageFile,
  isEsModule,
  canInstrument: false,
  getCacheKey(source, file, options) {
    return createHash('sha256')
      .update([salt, source, path.relative(root, file), options.configString, String(options.instrument)].join('\0'))
      .digest('hex')
      .slice(0, 40);
  },
  process(source, file) {
    if (file.endsWith('.cjs') || (isPackageFile(file) && !isEsModule(file))) return { code: source };
    const { code, map } = transformSync(source, {
      ...optionsFor(file),
      filename: file,
      swcrc: false,
      configFile: false,
      sourceMaps: true,
    });
    // What swc cannot express in CommonJS: `import.meta.env` of packages made for bundlers.
    return { code: code.replaceAll(/\bimport\.meta\b/g, '({ env: process.env })'), map };
  },
};

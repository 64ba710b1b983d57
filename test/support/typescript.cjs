/**
 * `node test/support/typescript.cjs file.ts`: a process of its own from our sources, compiled as Jest compiles them,
 * for tests that must kill one.
 */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const resolveSource = require('../jest/resolver.cjs');
const { process: compile } = require('../jest/transform.cjs');

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function resolve(request, parent, ...rest) {
  const basedir = parent?.filename ? path.dirname(parent.filename) : process.cwd();
  return resolveSource(request, {
    basedir,
    defaultResolver: () => resolveFilename.call(this, request, parent, ...rest),
  });
};

Module._extensions['.ts'] = (module, file) => {
  module._compile(compile(readFileSync(file, 'utf8'), file).code, file);
};

require(path.resolve(process.argv[2]));

/**
 * `bundle-device.mjs <file> <folder>`: a device of the fixtures in one file, `<folder>/device.mjs`. From its sources
 * LiveStore is a thousand files, which take 14 seconds to load; the bundle takes one.
 */
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const [file, folder] = process.argv.slice(2);
const conditions = ['source', 'node', 'import'];
const notNeeded = /^(vite|bufferutil|utf-8-validate|@livestore\/devtools-.*)$/;

/** SQLite looks for its `.wasm` beside itself. */
const stayAtHome = {
  name: 'sqlite-stays-at-home',
  transform(code, id) {
    if (id.includes('wa-sqlite')) return code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href));
  },
};

await build({
  configFile: false,
  logLevel: 'error',
  plugins: [stayAtHome],
  resolve: { conditions },
  ssr: { noExternal: true, resolve: { conditions } },
  build: {
    ssr: true,
    target: 'node20',
    outDir: folder,
    rolldownOptions: { input: { device: file }, external: notNeeded, output: { entryFileNames: '[name].mjs' } },
  },
});

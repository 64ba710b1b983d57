/**
 * Our imports end in `.js` and mean `.ts`; `@purser/kit` and `@purser/client` mean their sources. Packages resolve
 * as Jest does, and only when that fails as an `import` would.
 */
const { existsSync } = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '../..');
const workspacePackages = { kit: path.join(root, 'plugins/kit'), client: path.join(root, 'client') };

function sourceOf(base) {
  return [`${base}.ts`, `${base}.tsx`].find((candidate) => existsSync(candidate));
}

/** A process of its own runs from dist/ in the product, and from our sources in tests. */
const otherPrograms = { './engine-program.js': path.join(root, 'test/support/engine-program.ts') };

function ownSource(request, basedir) {
  if (otherPrograms[request]) return otherPrograms[request];
  const workspace = /^@purser\/(kit|client)\/(.+)$/.exec(request);
  if (workspace) return sourceOf(path.join(workspacePackages[workspace[1]], workspace[2]));
  const relative = /^(\.{1,2}\/.*)\.jsx?$/.exec(request);
  if (relative && !basedir.includes(`${path.sep}node_modules`)) return sourceOf(path.resolve(basedir, relative[1]));
  return undefined;
}

module.exports = (request, options) => {
  const source = ownSource(request, options.basedir);
  if (source) return source;
  try {
    return options.defaultResolver(request, options);
  } catch (error) {
    const conditions = [...(options.conditions ?? []).filter((name) => name !== 'require'), 'import'];
    try {
      return options.defaultResolver(request, { ...options, conditions });
    } catch {
      throw error;
    }
  }
};

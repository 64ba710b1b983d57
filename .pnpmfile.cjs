/**
 * `@purser/client` asks an app for its own copies of LiveStore and React. Here the app is this repository: installing the
 * peers for the package itself would make a second copy of each, and two LiveStores in one page do not know each other.
 */
function readPackage(manifest) {
  if (manifest.name !== '@purser/client') return manifest;
  const { peerDependencies, peerDependenciesMeta, ...rest } = manifest;
  return rest;
}

module.exports = { hooks: { readPackage } };

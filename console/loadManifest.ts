import { type Manifest, manifestRecord } from '@purser/kit/manifest';

/** The house's own pages are always there; they follow permissions only. */
export async function loadManifest(): Promise<Manifest> {
  const response = await fetch('/api/manifest');
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  const manifest = manifestRecord.parse(await response.json());
  return { ...manifest, plugins: ['house', ...manifest.plugins] };
}

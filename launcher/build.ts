/** `pnpm build [part …]`: what is stale of server, kit, client, console and portal; nothing else. */

import { type Part, parts, staleParts } from './build/sources.js';
import { refuse } from './refusal.js';

async function buildPart(part: Part): Promise<void> {
  // Loaded only when needed: mostly nothing is stale.
  if (part === 'console' || part === 'portal') await (await import('./build/roofs.js')).buildRoof(part);
  else if (part === 'replays') await (await import('./build/replays.js')).buildReplays();
  else await (await import('./build/compile.js')).compile(part);
}

const started = performance.now();
const asked = parts.filter((part) => process.argv.slice(2).includes(part));
const stale = staleParts(asked.length > 0 ? asked : parts);
const results = await Promise.allSettled(stale.map(buildPart));
for (const result of results) if (result.status === 'rejected') refuse(result.reason);
if (stale.length > 0)
  console.log(`  Built ${stale.join(', ')} in ${((performance.now() - started) / 1000).toFixed(1)} s`);

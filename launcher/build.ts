/** `pnpm build [part …]`: what is stale of server, kit, client, console and portal; nothing else. */

import { compile } from './build/compile.js';
import { buildRoof } from './build/roofs.js';
import { type Part, parts, staleParts } from './build/sources.js';
import { refuse } from './refusal.js';

async function buildPart(part: Part): Promise<void> {
  if (part === 'console' || part === 'portal') await buildRoof(part);
  else await compile(part);
}

const started = performance.now();
const asked = parts.filter((part) => process.argv.slice(2).includes(part));
const stale = staleParts(asked.length > 0 ? asked : parts);
const results = await Promise.allSettled(stale.map(buildPart));
for (const result of results) if (result.status === 'rejected') refuse(result.reason);
if (stale.length > 0)
  console.log(`  Built ${stale.join(', ')} in ${((performance.now() - started) / 1000).toFixed(1)} s`);

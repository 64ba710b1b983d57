import { spawn } from 'node:child_process';
import path from 'node:path';
import { type Part, root, staleParts } from './build/sources.js';
import { LaunchRefusal } from './refusal.js';

/**
 * Builds what is stale in a process of its own, so that the launcher stays small; with nothing stale it costs some
 * milliseconds.
 */
export async function ensureBuilt(needed?: readonly Part[]): Promise<void> {
  const stale = staleParts(needed);
  if (stale.length === 0) return;
  console.log(`  Building ${stale.join(', ')} …`);
  const child = spawn(process.execPath, [path.join(root, 'launcher/run.mjs'), 'build', ...stale], {
    cwd: root,
    stdio: 'inherit',
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject).once('close', (exit) => resolve(exit ?? 1));
  });
  if (code !== 0)
    throw new LaunchRefusal('The build did not succeed: what is wrong stands above; nothing was started.');
}

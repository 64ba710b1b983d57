/** What a process of the engine runs: a file, and what it is given. */
import { fileURLToPath } from 'node:url';

export const ENGINE_PROGRAM: readonly [string, ...string[]] = [
  fileURLToPath(new URL('engine.main.js', import.meta.url)),
];

/** In place of `plugins/backup/backend/engine/engine-program.ts`: the same, from our sources. */
import path from 'node:path';

export const ENGINE_PROGRAM: readonly [string, ...string[]] = [
  path.resolve(__dirname, 'typescript.cjs'),
  path.resolve(__dirname, '../fixtures/backup-process/engine.ts'),
];

import { existsSync, type FSWatcher, watch } from 'node:fs';
import path from 'node:path';
import { root } from './sources.js';

const folders = ['backend', 'plugins', 'migrations', 'client'];
const quiet = 120;

/** Calls `onChange` some moments after the last change, and never twice at a time. */
export function watchSources(onChange: () => Promise<void>): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  const run = async () => {
    try {
      await onChange();
    } catch (error) {
      console.error(`\n  ${(error as Error).message}\n`);
    }
  };
  const changed = (_: string, file: string | null) => {
    if (!file || /(^|[\\/])(dist|node_modules)([\\/]|$)|~$/.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(run);
    }, quiet);
  };
  const watchers: FSWatcher[] = folders
    .map((folder) => path.join(root, folder))
    .filter((folder) => existsSync(folder))
    .map((folder) => watch(folder, { recursive: true }, changed));
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

import { definePlugin } from '@purser/kit/backend/plugin';
import { TasksModule } from './tasks.module.js';

/** A shared list in every workspace: the sample of an app on Purser. Portal only; the definition puts it into the manifest. */
export const tasks = definePlugin({
  name: 'tasks',
  worksWith: '^1.0.0',
  needs: ['sync'],
  module: TasksModule,
  backup: { tables: {}, replay: new URL('../replay/worker.mjs', import.meta.url) },
});

/** THE list: which plugins this installation has, and with which options. */
import type { PluginEntry } from '@purser/kit/backend/plugin';
import type { Env } from './env.js';

export function plugins(_env: Env): PluginEntry[] {
  return [];
}

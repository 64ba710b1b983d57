import type { PluginDefinition } from './plugin.js';

/** Injection token of the enabled plugins' definitions, in the order of the house (every plugin after those it needs). */
export const HOUSE_PLUGINS = 'purser:plugins';

/** The same for all listed plugins: one that is off has tables, too. */
export const ALL_PLUGINS = 'purser:all-plugins';

// biome-ignore lint/suspicious/noExplicitAny: a list holds plugins of every option type
export type HousePlugins = readonly PluginDefinition<any>[];

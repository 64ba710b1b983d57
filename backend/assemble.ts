/** The list of plugins becomes an ordered, checked house, or a refusal in one sentence that names plugin and mend. */
import type { PluginDefinition, PluginEntry } from '@purser/kit/backend/plugin';
import { z } from 'zod';
import { checkDefinition, checkTogether, needsOf } from './assemble-checks.js';
import { HouseRefusal } from './house-refusal.js';

// biome-ignore lint/suspicious/noExplicitAny: a house holds plugins of every option type
type AnyDefinition = PluginDefinition<any>;

export interface MountedPlugin {
  readonly definition: AnyDefinition;
  /** Parsed by the plugin's own schema, defaults filled in. */
  readonly options: unknown;
}

export interface House {
  /** The plugins that are on, every one after those it needs. */
  readonly mounted: readonly MountedPlugin[];
  /** All listed plugins in the same order: one that is off is not mounted, but still migrated. */
  readonly all: readonly AnyDefinition[];
}

/** `off` holds names of plugins that the installation switches off (`PURSER_PLUGINS_OFF`). Throws {@link HouseRefusal}. */
export function assemble(list: readonly PluginEntry[], off: readonly string[] = []): House {
  const entries = new Map<string, PluginEntry>();
  for (const entry of list) {
    const { name } = entry.definition;
    if (entries.has(name)) {
      throw new HouseRefusal(name, 'stands twice in the list of plugins', 'remove one of the two or rename it');
    }
    checkDefinition(entry.definition);
    entries.set(name, off.includes(name) ? { ...entry, enabled: false } : entry);
  }
  for (const name of off) {
    if (!entries.has(name)) {
      throw new HouseRefusal(name, 'is to be switched off but is not in the list', 'correct PURSER_PLUGINS_OFF');
    }
  }
  const ordered = inOrder(entries);
  for (const entry of ordered) checkNeeds(entry, entries);
  const all = ordered.map((entry) => entry.definition);
  checkTogether(all);
  const mounted = ordered
    .filter((entry) => entry.enabled)
    .map((entry) => ({ definition: entry.definition, options: parseOptions(entry) }));
  return { mounted, all };
}

function checkNeeds(entry: PluginEntry, entries: ReadonlyMap<string, PluginEntry>): void {
  for (const need of needsOf(entry.definition)) {
    if (entry.enabled && entries.get(need)?.enabled === false) {
      throw new HouseRefusal(
        entry.definition.name,
        `needs "${need}", which is switched off`,
        `switch "${need}" on, or "${entry.definition.name}" off as well`,
      );
    }
  }
}

/** Depth first in the order of the list, so the result is the same on every process. */
function inOrder(entries: ReadonlyMap<string, PluginEntry>): PluginEntry[] {
  const done = new Set<PluginEntry>();
  const visit = (entry: PluginEntry, path: readonly string[]): void => {
    if (done.has(entry)) return;
    const { name } = entry.definition;
    if (path.includes(name)) {
      const circle = [...path.slice(path.indexOf(name)), name].join(' → ');
      throw new HouseRefusal(name, `needs itself in a circle (${circle})`, 'remove one of these needs');
    }
    for (const need of needsOf(entry.definition)) {
      const needed = entries.get(need);
      if (!needed) {
        throw new HouseRefusal(
          name,
          `needs "${need}", which is not in the list`,
          `add "${need}" to backend/plugins.ts`,
        );
      }
      visit(needed, [...path, name]);
    }
    done.add(entry);
  };
  for (const entry of entries.values()) visit(entry, []);
  return [...done];
}

function parseOptions({ definition, options }: PluginEntry): unknown {
  const schema: z.ZodObject = definition.options ?? z.object({});
  const parsed = schema.strict().safeParse(options);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const known = Object.keys(schema.shape).join(', ') || 'none';
    throw new HouseRefusal(
      definition.name,
      `has no option "${issue.keys.join('", "')}"`,
      `correct it in backend/plugins.ts (known options: ${known})`,
    );
  }
  const path = issue?.path.join('.') ?? '';
  throw new HouseRefusal(
    definition.name,
    `cannot use its option "${path}" (${issue?.message ?? 'it is not valid'})`,
    'correct it in backend/plugins.ts',
  );
}

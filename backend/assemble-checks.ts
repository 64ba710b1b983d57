/** What a single definition, and all of them together, must fulfil before the house is built. */
import { KIT_VERSION, type PluginDefinition } from '@purser/kit/backend/plugin';
import { getMetadataArgsStorage } from 'typeorm';
import { HouseRefusal } from './house-refusal.js';
import { inRange } from './kit-version.js';

// biome-ignore lint/suspicious/noExplicitAny: a house holds plugins of every option type
type AnyDefinition = PluginDefinition<any>;

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Words the house itself uses as a route, table prefix or name. */
const RESERVED = new Set(['house', 'kit', 'console', 'manifest', 'health', 'metrics', 'docs', 'graphile-worker']);

/** Names of the plugins this one needs, whether it gave factories or names. */
export function needsOf(definition: AnyDefinition): string[] {
  return (definition.needs ?? []).map((need) => (typeof need === 'string' ? need : need.definition.name));
}

export function checkDefinition(definition: AnyDefinition): void {
  const { name } = definition;
  if (!KEBAB.test(name) || RESERVED.has(name)) {
    throw new HouseRefusal(
      name,
      'has a name that cannot be used',
      'choose one kebab-case word that the house does not use itself',
    );
  }
  const fits = inRange(KIT_VERSION, definition.worksWith);
  if (fits === undefined) {
    throw new HouseRefusal(
      name,
      `has a "worksWith" that is no version range (${definition.worksWith})`,
      'write e.g. "^1.0.0"',
    );
  }
  if (!fits) {
    throw new HouseRefusal(
      name,
      `works with kit ${definition.worksWith}, and this house speaks ${KIT_VERSION}`,
      'install a release of the plugin that fits',
    );
  }
  checkNames(definition);
  checkJobs(definition);
  checkMigrations(definition);
  for (const table of tablesOf(definition)) {
    if (!ownsTable(name, table)) {
      throw new HouseRefusal(
        name,
        `has an entity on table "${table}"`,
        `name the table "${prefixOf(name)}" or "${prefixOf(name)}_…"`,
      );
    }
  }
}

/** Names that stand in one common space: each carries the name of its plugin, so two plugins never collide. */
function checkNames(definition: AnyDefinition): void {
  const { name } = definition;
  const spaces: [string, string[]][] = [
    ['permission', Object.values(definition.permissions ?? {}).map((permission) => permission.name)],
    ['audit entry', Object.values(definition.audit ?? {}).map((entry) => entry.name)],
    ['mail', (definition.mails ?? []).map((mail) => mail.name)],
    ['flag', Object.keys(definition.flags ?? {})],
  ];
  for (const [space, names] of spaces) {
    for (const each of names) {
      const [owner, ...rest] = each.split('.');
      if (owner !== name || rest.length !== 1 || !KEBAB.test(rest[0] ?? '')) {
        throw new HouseRefusal(name, `names a ${space} "${each}"`, `call it "${name}.<kebab-case>"`);
      }
    }
    refuseDoubles(name, space, names);
  }
}

function checkJobs(definition: AnyDefinition): void {
  const { name, jobs = [], commands = [] } = definition;
  for (const job of jobs) {
    if (!KEBAB.test(job.name)) {
      throw new HouseRefusal(
        name,
        `names a job "${job.name}"`,
        `call it verb-object in kebab-case; the house puts "${name}." before it`,
      );
    }
    if (!(job.timeoutMs > 0)) {
      throw new HouseRefusal(name, `has a job "${job.name}" without an end`, 'give it a timeoutMs above 0');
    }
  }
  refuseDoubles(
    name,
    'job',
    jobs.map((job) => job.name),
  );
  refuseDoubles(
    name,
    'command',
    commands.map((command) => command.name),
  );
}

function checkMigrations(definition: AnyDefinition): void {
  const { name, migrations = [] } = definition;
  const pascal = name.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
  for (const migration of migrations) {
    if (!new RegExp(`^${pascal}[A-Z]\\w*[A-Za-z]\\d{13}$`).test(migration.name)) {
      throw new HouseRefusal(
        name,
        `has a migration "${migration.name}"`,
        `name the class "${pascal}<What><13 digits>"`,
      );
    }
  }
}

/** What only the whole house can tell: one timeline, one name for each entity, table and command. */
export function checkTogether(all: readonly AnyDefinition[]): void {
  const oldest = new Map<string, number>();
  const owners = new Map<string, string>();
  const claim = (plugin: string, thing: string, mend: string): void => {
    const other = owners.get(thing);
    if (other) throw new HouseRefusal(plugin, `has ${thing}, which plugin "${other}" has too`, mend);
    owners.set(thing, plugin);
  };
  for (const definition of all) {
    const { name } = definition;
    for (const entity of definition.entities ?? []) claim(name, `an entity "${entity.name}"`, 'rename one of the two');
    for (const table of tablesOf(definition)) claim(name, `a table "${table}"`, 'rename one of the two');
    for (const command of definition.commands ?? [])
      claim(name, `a command "${command.name}"`, 'rename one of the two');
    const times = (definition.migrations ?? []).map((migration) => timeOf(migration.name));
    for (const time of times) claim(name, `a migration of the moment ${time}`, 'give one of the two another timestamp');
    if (times.length) oldest.set(name, Math.min(...times));
  }
  for (const definition of all) checkTimeline(definition, oldest);
}

function checkTimeline(definition: AnyDefinition, oldest: ReadonlyMap<string, number>): void {
  const own = oldest.get(definition.name);
  if (own === undefined) return;
  for (const need of needsOf(definition)) {
    const needed = oldest.get(need);
    if (needed !== undefined && own < needed) {
      throw new HouseRefusal(
        definition.name,
        `has a migration of ${own}, older than the first one of "${need}" (${needed}), which it needs`,
        `give it a timestamp after ${needed}`,
      );
    }
  }
}

function refuseDoubles(plugin: string, space: string, names: readonly string[]): void {
  const double = names.find((name, at) => names.indexOf(name) !== at);
  if (double) throw new HouseRefusal(plugin, `names the ${space} "${double}" twice`, 'rename one of the two');
}

/** The 13 digits at the end of a migration's class name. */
export function timeOf(migration: string): number {
  return Number(migration.slice(-13));
}

/** `third-party` owns `third_party` and `third_party_…`. */
export function ownsTable(plugin: string, table: string): boolean {
  const prefix = prefixOf(plugin);
  return table === prefix || table.startsWith(`${prefix}_`);
}

function prefixOf(plugin: string): string {
  return plugin.replaceAll('-', '_');
}

function tablesOf(definition: AnyDefinition): string[] {
  const { tables } = getMetadataArgsStorage();
  return (definition.entities ?? []).map((entity) => {
    const table = tables.find((args) => args.target === entity);
    if (!table)
      throw new HouseRefusal(definition.name, `lists "${entity.name}", which is no entity`, 'decorate it with @Entity');
    return table.name ?? entity.name;
  });
}

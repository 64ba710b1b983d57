/**
 * A plugin is plain data: what Nest must know stands in an ordinary Nest module,
 * what the house must know stands in the definition.
 */
import type { Type } from '@nestjs/common';
import type { MigrationInterface } from 'typeorm';
import { z } from 'zod';
import type { AuditName, Permission } from '../names.js';
import type { BackupDeclaration } from './backup.js';
import type { CommandDeclaration } from './cli.js';
import type { Subscription } from './events.js';
import type { FlagDeclaration } from './flags.js';
import type { HealthCheck } from './health.js';
import type { JobDeclaration } from './jobs.js';
import type { Mail } from './mail.js';
import type { WebhookDeclaration } from './webhooks.js';

/** The version of this contract; a plugin's `worksWith` is a semver range over it. */
export const KIT_VERSION = '1.0.0';

export interface PluginDefinition<Options extends z.ZodObject = z.ZodObject> {
  /** One kebab-case word: folder, route, table prefix, permission, audit, job, flag and migration name. */
  readonly name: string;
  /** Semver range of the kit, e.g. `^1.0.0`. A version outside of it refuses to boot. */
  readonly worksWith: string;
  /** Plugins (or their names) that must be on, and be migrated before this one. Acyclic. */
  readonly needs?: readonly (PluginFactory | string)[];
  /** Type, defaults and validation of the options at once; unknown keys are refused. */
  readonly options?: Options;
  /** Controllers, providers, exports, lifecycle hooks. */
  readonly module: Type;
  readonly entities?: readonly Type[];
  /** Classes named `<Name><13 digits>`; they touch only tables that carry the plugin's prefix. */
  readonly migrations?: readonly Type<MigrationInterface>[];
  readonly permissions?: Readonly<Record<string, Permission>>;
  readonly audit?: Readonly<Record<string, AuditName>>;
  /** Made with `listen(event, Listener)`. Listeners run in the publisher's transaction. */
  readonly listens?: readonly Subscription[];
  readonly jobs?: readonly JobDeclaration<z.output<Options>>[];
  // A mail's data type is its own affair; the house renders whatever the schema admits.
  readonly mails?: readonly Mail<z.ZodObject>[];
  readonly health?: readonly Type<HealthCheck>[];
  /** Keys are `plugin.flag-name`. */
  readonly flags?: Readonly<Record<string, FlagDeclaration>>;
  /** Made with `webhook(event, …)`: events that outside systems may hear of, once operators register endpoints. */
  readonly webhooks?: readonly WebhookDeclaration[];
  /** Run by `pnpm purser <name>`. */
  readonly commands?: readonly CommandDeclaration[];
  /** Which of its tables belong to a workspace, to the instance, or to no backup. Every table of the plugin stands here. */
  readonly backup?: BackupDeclaration;
}

/** What stands in `backend/plugins.ts`: a definition with the options it was called with. */
export interface PluginEntry {
  // `any` because a list holds plugins of every option type; assemble parses them with their own schema.
  // biome-ignore lint/suspicious/noExplicitAny: heterogeneous list
  readonly definition: PluginDefinition<any>;
  readonly options: unknown;
  /** False leaves the plugin unmounted, but migrated. */
  readonly enabled: boolean;
}

export interface PluginFactory<Options extends z.ZodObject = z.ZodObject> {
  (options?: z.input<Options> & { enabled?: boolean }): PluginEntry;
  readonly definition: PluginDefinition<Options>;
}

const noOptions = z.object({});

/** Turns a definition into the function that is called in `backend/plugins.ts`. Opens nothing, checks nothing: `assemble` does. */
export function definePlugin<Options extends z.ZodObject = typeof noOptions>(
  definition: PluginDefinition<Options>,
): PluginFactory<Options> {
  const factory = ({ enabled = true, ...options }: { enabled?: boolean } = {}): PluginEntry => ({
    definition,
    options,
    enabled,
  });
  return Object.assign(factory, { definition }) as PluginFactory<Options>;
}

/** Injection token of a plugin's parsed options: `@Inject(optionsOf('auth')) options: AuthOptions`. */
export function optionsOf(plugin: string): string {
  return `purser:options:${plugin}`;
}

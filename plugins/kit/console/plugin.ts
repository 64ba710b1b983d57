/** What a plugin shows operators. The console imports one of these per plugin and filters it with `allowed`. */
import type { ComponentType } from 'react';
import type { Shown } from '../manifest.js';

interface Entry extends Omit<Shown, 'plugin'> {}

export interface ConsoleResource extends Entry {
  /** Plural kebab, as in `/api/console/<name>`. */
  readonly name: string;
  readonly label: string;
  readonly icon: ComponentType;
  /** Menu group: people, work, stores, house. */
  readonly group: 'people' | 'stores' | 'operations' | 'house';
  readonly list?: ComponentType;
  readonly show?: ComponentType;
  readonly edit?: ComponentType;
  readonly create?: ComponentType;
  readonly recordRepresentation?: string | ((record: Record<string, unknown>) => string);
}

export interface ConsolePage extends Entry {
  readonly path: string;
  readonly label: string;
  readonly icon: ComponentType;
  readonly group: ConsoleResource['group'];
  readonly component: ComponentType;
}

export interface ConsoleCard extends Entry {
  readonly key: string;
  /** Columns of twelve on a wide screen. */
  readonly width?: 3 | 4 | 6 | 8 | 12;
  readonly component: ComponentType;
}

/** A tab on the page of a record of another plugin; the record is in react-admin's record context. */
export interface ConsoleTab extends Entry {
  readonly on: 'users' | 'workspaces' | 'stores';
  readonly label: string;
  readonly path: string;
  readonly component: ComponentType;
}

/** An act on a record of another plugin, beside its own; the record is in react-admin's record context. */
export interface ConsoleAction extends Entry {
  readonly on: 'users' | 'workspaces' | 'stores';
  readonly key: string;
  readonly component: ComponentType;
}

/** A page for somebody who has no session, outside of the console's frame; e.g. behind the link of a mail. */
export interface ConsolePublicPage {
  /** Below `/console`, e.g. `/first-password`. */
  readonly path: string;
  readonly component: ComponentType<{ readonly product: string }>;
}

export interface ConsolePlugin {
  readonly name: string;
  readonly publicPages?: readonly ConsolePublicPage[];
  readonly resources?: readonly ConsoleResource[];
  readonly pages?: readonly ConsolePage[];
  readonly cards?: readonly ConsoleCard[];
  readonly tabs?: readonly ConsoleTab[];
  readonly actions?: readonly ConsoleAction[];
}

export function defineConsolePlugin(plugin: ConsolePlugin): ConsolePlugin {
  return plugin;
}

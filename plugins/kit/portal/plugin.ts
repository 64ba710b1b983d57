/** What a plugin shows customers. The portal imports one of these per plugin and filters it with `allowed`. */
import type { ComponentType } from 'react';
import type { Shown } from '../manifest.js';

export interface PortalPage extends Omit<Shown, 'plugin'> {
  /**
   * public: no session, e.g. `/sign-up`. account: signed in, e.g. `/profile`. workspace: inside one; the path is
   * relative to `/w/:workspaceId/`.
   */
  readonly scope: 'public' | 'account' | 'workspace';
  readonly path: string;
  /** Loaded when the page is opened: pages are the unit of code splitting. */
  readonly load: () => Promise<{ default: ComponentType }>;
  /** Entry of the workspace or account navigation; `label` is a key of `messages`. */
  readonly nav?: { readonly label: string; readonly icon: ComponentType; readonly order: number };
}

export interface PortalPlugin {
  readonly name: string;
  readonly pages: readonly PortalPage[];
  /** Under the namespace `<plugin>`; both languages hold the same keys. */
  readonly messages: { readonly en: Messages; readonly de: Messages };
}

export interface Messages {
  readonly [key: string]: string | Messages;
}

export function definePortalPlugin(plugin: PortalPlugin): PortalPlugin {
  return plugin;
}

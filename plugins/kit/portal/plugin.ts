/** What a plugin shows customers. The portal imports one of these per plugin and filters it with `allowed`. */
import type { ComponentType, ReactNode } from 'react';
import type { Shown } from '../allowed.js';
import type { PortalLocale } from './portal.js';

export interface PortalPage extends Omit<Shown, 'plugin'> {
  /**
   * public: no session, e.g. `/sign-up`. account: signed in, e.g. `/profile`. workspace: inside one; the path is
   * relative to `/w/:workspaceId/`.
   */
  readonly scope: 'public' | 'account' | 'workspace';
  /** Begins without a slash in scope workspace, with one else; `''` is a workspace's home. */
  readonly path: string;
  /** Loaded when the page is opened: pages are the unit of code splitting. */
  readonly load: () => Promise<{ default: ComponentType }>;
  /** Entry of the workspace or account navigation; `label` is a key of `messages`. */
  readonly nav?: {
    readonly label: string;
    readonly icon: ComponentType;
    readonly order: number;
    /** Key of one sentence about the page, for the workspace's home. */
    readonly hint?: string;
  };
  /** Scope public: only for people who are not signed in; others are sent on to where they wanted to go. */
  readonly guestsOnly?: boolean;
  /** Scope public: the sign-in page links to it with these words, e.g. "Forgot your password?". */
  readonly offeredAtSignIn?: Readonly<Record<PortalLocale, string>>;
  /** Scope workspace: the roles that may open it; none = every member. Others see why, and no entry. */
  readonly roles?: readonly string[];
  /** False for pages that need no store: they do not wait for the gates, which stay open behind them. */
  readonly gated?: boolean;
}

/** Wraps the pages of a workspace: shows them, or what they wait for. `usePortal().workspace` is never null in it. */
export type WorkspaceGate = ComponentType<{ readonly children: ReactNode }>;

/** A subject of a workspace's settings, on a `Section` of its own. `usePortal().workspace` is never null in it. */
export interface SettingsPart {
  readonly load: () => Promise<{ default: ComponentType }>;
  /** The roles that see it; none = every member. */
  readonly roles?: readonly string[];
}

/** What this device still holds of a workspace that is closed to the person for good. */
export interface LeftoversProps {
  readonly workspaceId: string;
  /** Empty when this device never knew it. */
  readonly workspaceName: string;
  /** Call it when this device holds nothing of it any more. */
  readonly onGone: () => void;
}

export interface PortalPlugin {
  readonly name: string;
  readonly pages: readonly PortalPage[];
  /**
   * Under the namespace `<plugin>`; both languages hold the same keys. Functions are called for the language in use only.
   * `audit.<code>` is what an entry of the audit trail reads as in the activity of a workspace, e.g. `audit.store-ready`;
   * every entry that may name a workspace (`ofWorkspace`) needs one.
   */
  readonly messages: { readonly en: MessagesSource; readonly de: MessagesSource };
  /** Stands in the settings of a workspace, beside what is the workspace's own. */
  readonly settings?: SettingsPart;
  /** Loaded with the first gated page of a workspace. */
  readonly gate?: () => Promise<{ default: WorkspaceGate }>;
  /**
   * Stands on the page that says that a workspace is no longer the person's: offers what was theirs and never reached the
   * server, then removes the rest of the local copy. Shows nothing when there is nothing. `usePortal().workspace` is null.
   */
  readonly leftovers?: () => Promise<{ default: ComponentType<LeftoversProps> }>;
}

/**
 * Texts in the JSON form of i18next: `{{name}}` is filled in, `key_one` and `key_other` are chosen by `count`.
 */
export interface Messages {
  readonly [key: string]: string | Messages;
}

export type MessagesSource = Messages | (() => Promise<{ default: Messages }>);

export function definePortalPlugin(plugin: PortalPlugin): PortalPlugin {
  return plugin;
}

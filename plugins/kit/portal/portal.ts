/** What a page knows of the portal it stands in: `usePortal()`. */
import { type ComponentType, createContext, useContext } from 'react';
import type { HouseShown } from '../allowed.js';

/** JSON calls that answer with the record or throw an error with `code`, `message`, `requestId` and `errors`. */
export interface PortalApi {
  get<T>(path: string, options?: CallOptions): Promise<T>;
  post<T>(path: string, body?: unknown, options?: CallOptions): Promise<T>;
  patch<T>(path: string, body?: unknown, options?: CallOptions): Promise<T>;
  put<T>(path: string, body?: unknown, options?: CallOptions): Promise<T>;
  delete<T>(path: string, body?: unknown, options?: CallOptions): Promise<T>;
}

interface CallOptions {
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

export type PortalLocale = 'en' | 'de';
/** How dates and numbers are written in each language: `toLocaleDateString(writtenAs[locale])`. */
export const writtenAs: Readonly<Record<PortalLocale, string>> = { en: 'en-GB', de: 'de-DE' };
/** `system` follows the device. */
export type ThemeChoice = 'system' | 'light' | 'dark';

export interface PortalPerson {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** A workspace the person is a member of. */
export interface PortalWorkspace {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  /** The operators paused it for everyone. */
  readonly suspended?: boolean;
}

/** A public page that the sign-in page links to, beside its form. */
export interface PortalOffer {
  readonly path: string;
  readonly label: Readonly<Record<PortalLocale, string>>;
}

/** What a plugin adds to the settings of a workspace, ready to be shown. */
export interface PortalSettings {
  readonly plugin: string;
  readonly Part: ComponentType;
}

/** A page of the navigation. */
export interface PortalEntry {
  readonly plugin: string;
  /** Where it leads, e.g. `/w/<id>/tasks`. */
  readonly path: string;
  /** Keys of the plugin's messages. */
  readonly label: string;
  readonly hint: string | undefined;
  readonly icon: ComponentType;
}

export interface PortalFacts {
  /** The product name people see. */
  readonly product: string;
  readonly house: HouseShown;
  /** Calls as the person who is signed in. */
  readonly api: PortalApi;
  /** Calls that need no session. */
  readonly publicApi: PortalApi;
  /** For streams: a request as the person who is signed in, with the answer as it comes. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** Null on public pages without a session. */
  readonly person: PortalPerson | null;
  /** All of the person's, by name. */
  readonly workspaces: readonly PortalWorkspace[];
  /** Opened on this device once and not the person's any more; it may still hold something of theirs. */
  readonly closedWorkspaces: readonly Pick<PortalWorkspace, 'id' | 'name'>[];
  /** The one in the URL; null outside of a workspace. */
  readonly workspace: PortalWorkspace | null;
  /** What this person can open in this workspace, in the order of the navigation; empty outside of one. */
  readonly entries: readonly PortalEntry[];
  /** What plugins add to the settings of this workspace for this person; empty outside of one. */
  readonly settings: readonly PortalSettings[];
  /** What plugins offer somebody who cannot sign in. */
  readonly offers: readonly PortalOffer[];
  /** True for a gate that is kept alive behind a page which does not need it: it shows nothing and titles nothing. */
  readonly backstage: boolean;
  /** False while the browser says that there is no network. */
  readonly online: boolean;
  /** How many times a page was opened since the portal was loaded; 0 on the first one. */
  readonly arrivals: number;
  /** Named parts of the page’s path. */
  readonly params: Readonly<Record<string, string>>;
  /** Path with query, e.g. `/w/<id>/tasks`. */
  readonly navigate: (path: string, options?: { readonly replace?: boolean }) => void;
  /** Asks the server again who the person is and where they are a member. */
  readonly refreshPerson: () => Promise<void>;
  /** Where the person wanted to go before signing in; `/` when nowhere. */
  readonly destination: string;
  readonly locale: PortalLocale;
  /** Remembered on this device, and on the account when somebody is signed in. */
  readonly chooseLocale: (locale: PortalLocale) => void;
  readonly theme: ThemeChoice;
  readonly chooseTheme: (theme: ThemeChoice) => void;
}

const PortalContext = createContext<PortalFacts | null>(null);
export const PortalProvider = PortalContext.Provider;

/** The portal around this page. @throws when used outside of it. */
export function usePortal(): PortalFacts {
  const portal = useContext(PortalContext);
  if (!portal) throw new Error('usePortal stands outside of the portal.');
  return portal;
}

/** The workspace in the URL. @throws on pages of another scope. */
export function useWorkspace(): PortalWorkspace {
  const { workspace } = usePortal();
  if (!workspace) throw new Error('useWorkspace stands outside of a workspace page.');
  return workspace;
}

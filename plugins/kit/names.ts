/** The typed names a plugin gives its permissions, audit entries and refusals. Safe in a browser. */

export interface Permission {
  /** `plugin.verb`, stable: roles are granted by it. */
  readonly name: string;
  /** One phrase for the roles page, e.g. "See users and their sessions". */
  readonly description: string;
}

export interface AuditName {
  /** `plugin.what-happened`, past tense. */
  readonly name: string;
  /** One phrase for the audit page. */
  readonly description: string;
}

/** Of an entry that may name the workspace it is about: whoever runs that workspace reads it in the portal. */
export interface WorkspaceAuditName extends AuditName {
  readonly ofWorkspace: true;
}

interface OfWorkspace {
  readonly ofWorkspace: string;
}

/** What a request is refused with: its code is part of the public surface and never changes. */
export interface Problem {
  /** snake_case, stable. */
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  /** One sentence for people: what happened, what is safe, what to do. */
  readonly message: string;
}

/** `definePermissions('workspace', { read: 'See workspaces' })` gives `{ read: { name: 'workspace.read', … } }`. */
export function definePermissions<const V extends Record<string, string>>(
  plugin: string,
  verbs: V,
): { readonly [K in keyof V]: Permission } {
  return mapValues(verbs, (verb, description) => ({ name: `${plugin}.${kebab(verb)}`, description }));
}

/** `defineAudit('auth', { signedIn: 'Signed in' })` gives `{ signedIn: { name: 'auth.signed-in', … } }`. */
export function defineAudit<const V extends Record<string, string | OfWorkspace>>(
  plugin: string,
  entries: V,
): { readonly [K in keyof V]: V[K] extends OfWorkspace ? WorkspaceAuditName : AuditName };
export function defineAudit(
  plugin: string,
  entries: Record<string, string | OfWorkspace>,
): Readonly<Record<string, AuditName | WorkspaceAuditName>> {
  return mapValues(entries, (entry, told): AuditName | WorkspaceAuditName => {
    const name = `${plugin}.${kebab(entry)}`;
    if (typeof told === 'string') return { name, description: told };
    return { name, description: told.ofWorkspace, ofWorkspace: true };
  });
}

/**
 * Stands in `defineAudit` around the description of an entry that may name a workspace. What it reads as in the portal
 * stands in the portal messages of its plugin, in every language: `audit: { 'store-ready': 'The store is ready' }`.
 */
export function ofWorkspace(description: string): OfWorkspace {
  return { ofWorkspace: description };
}

/** Names a plugin's refusals: `{ lastOwner: [409, 'last_owner', 'A workspace needs an owner.'] }`. */
export function defineProblems<const V extends Record<string, readonly [number, string, string]>>(
  problems: V,
): { readonly [K in keyof V]: Problem } {
  return mapValues(problems, (_, [status, code, message]) => ({ status, code, message }));
}

function kebab(camel: string): string {
  return camel.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function mapValues<V extends Record<string, unknown>, T>(
  source: V,
  make: (key: string, value: V[keyof V]) => T,
): { readonly [K in keyof V]: T } {
  const entries = Object.entries(source).map(([key, value]) => [key, make(key, value as V[keyof V])]);
  return Object.freeze(Object.fromEntries(entries)) as { readonly [K in keyof V]: T };
}

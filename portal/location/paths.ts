/** Paths the roof itself must know, and the rules for leaving the portal's own way. */
export const SIGN_IN = '/sign-in';
export const FIRST_RUN = '/welcome';

export function workspacePath(workspaceId: string, rest = ''): string {
  return rest === '' ? `/w/${workspaceId}` : `/w/${workspaceId}/${rest}`;
}

/** A path of this portal, or `/`: a link into it must not lead out of it. */
export function safeDestination(wanted: string | null, origin: string = window.location.origin): string {
  if (!wanted?.startsWith('/')) return '/';
  const url = URL.canParse(wanted, origin) ? new URL(wanted, origin) : null;
  if (!url || url.origin !== origin) return '/';
  // `//host` and `/\host` name another origin to a browser and were caught above; what is left is a path.
  return url.pathname === SIGN_IN ? '/' : url.pathname + url.search + url.hash;
}

/** Where somebody without a session goes: with the reason of its end, and the way back. */
export function signInPath(here: string, reason: string | null, kept = 0): string {
  const query = new URLSearchParams();
  if (here !== '/' && reason !== 'signed_out') query.set('next', here);
  if (reason) query.set('reason', reason);
  if (kept > 0) query.set('kept', String(kept));
  const text = query.toString();
  return text === '' ? SIGN_IN : `${SIGN_IN}?${text}`;
}

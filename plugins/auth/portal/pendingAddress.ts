/** The address that waits to be confirmed in this tab. Not in the URL, where histories and logs would keep it. */
const KEY = 'purser:confirming';

export interface Pending {
  readonly email: string;
  /** When the last mail went out, in milliseconds since 1970; 0 when this tab did not see it. */
  readonly sentAt: number;
  /** This browser signed up with it, so it can correct it. */
  readonly isOwn: boolean;
}

export function rememberPending(email: string, facts: Partial<Omit<Pending, 'email'>> = {}): Pending {
  const pending: Pending = { email, sentAt: 0, isOwn: false, ...facts };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(pending));
  } catch {
    // Blocked storage: the page asks for the address.
  }
  return pending;
}

export function pendingAddress(): Pending | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Pending | null;
  } catch {
    return null;
  }
}

export function forgetPending(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

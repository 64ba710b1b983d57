/** The address that waits to be confirmed in this tab. Not in the URL, where histories and logs would keep it. */
const KEY = 'purser:confirming';

export function rememberPending(email: string): void {
  try {
    sessionStorage.setItem(KEY, email);
  } catch {
    // Blocked storage: the page asks for the address.
  }
}

export function pendingAddress(): string {
  try {
    return sessionStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

export function forgetPending(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

/**
 * The invitation that is being answered, through signing out, in or up in this page: in memory only, as its token belongs
 * in no storage and no address (SECURITY 12). After a reload the link of the mail opens it again.
 */
let held: string | null = null;

export function holdInvitation(token: string): void {
  held = token;
}

export function heldInvitation(): string | null {
  return held;
}

export function dropInvitation(): void {
  held = null;
}

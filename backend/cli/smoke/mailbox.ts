/** A mailbox that the synthetic person reads: a real one over IMAP, or the development inbox over its API. */

export interface Mailbox {
  /** Plain parts of the letters to this address, newest first. */
  textsTo(address: string): Promise<readonly string[]>;
  /** Deletes every letter to this address. */
  empty(address: string): Promise<void>;
  close(): Promise<void>;
}

/** `imaps://user:password@host[:port][/folder]`, `imap://…` (upgraded by STARTTLS where the server can), or `http(s)://host:port` of a maildev inbox. */
export async function openMailbox(url: string): Promise<Mailbox> {
  const { protocol } = new URL(url);
  if (protocol === 'imaps:' || protocol === 'imap:') {
    const { openImapMailbox } = await import('./imap-mailbox.js');
    return openImapMailbox(new URL(url));
  }
  const { maildevMailbox } = await import('./maildev-mailbox.js');
  return maildevMailbox(new URL(url).origin);
}

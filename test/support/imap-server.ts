import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import hoodiecrow from 'hoodiecrow-imap';

/** A real IMAP server in this process with one mailbox, whose owner is `testuser` with `testpass`. */
export interface ImapServer {
  readonly url: string;
  /** Puts a letter into the inbox, as a mail server would. */
  deliver(raw: string): void;
  readonly letters: number;
  close(): Promise<void>;
}

export async function startImapServer(): Promise<ImapServer> {
  const imap = hoodiecrow({
    plugins: ['ENABLE', 'ID', 'LITERALPLUS', 'UIDPLUS', 'NAMESPACE'],
    storage: { INBOX: { messages: [] } },
  });
  const server: Server = imap.server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `imap://testuser:testpass@127.0.0.1:${port}`,
    deliver: (raw) => imap.appendMessage('INBOX', [], new Date(), raw),
    get letters() {
      return imap.folderCache.INBOX.messages.length;
    },
    close: async () => {
      server.close();
    },
  };
}

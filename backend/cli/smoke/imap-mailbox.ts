import { text } from 'node:stream/consumers';
import { ImapFlow, type MessageStructureObject } from 'imapflow';
import type { Mailbox } from './mailbox.js';

export async function openImapMailbox(url: URL): Promise<Mailbox> {
  const client = new ImapFlow({
    host: url.hostname,
    port: Number(url.port) || (url.protocol === 'imaps:' ? 993 : 143),
    secure: url.protocol === 'imaps:',
    auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    // It would show the sign-in.
    logger: false,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
  });
  // What breaks between two requests is told by the next one.
  client.on('error', () => undefined);
  await client.connect();
  await client.mailboxOpen(decodeURIComponent(url.pathname.slice(1)) || 'INBOX');

  const idsTo = async (address: string): Promise<number[]> => {
    // Servers tell of new letters when they are spoken to.
    await client.noop();
    return (await client.search({ to: address }, { uid: true })) || [];
  };
  const plainText = async (uid: number): Promise<string> => {
    const letter = await client.fetchOne(String(uid), { bodyStructure: true }, { uid: true });
    const structure = (letter || undefined)?.bodyStructure;
    const part = structure && plainPart(structure);
    if (!part) return '';
    const { content } = await client.download(String(uid), part, { uid: true });
    return content ? text(content) : '';
  };

  return {
    textsTo: async (address) => {
      const texts: string[] = [];
      for (const uid of (await idsTo(address)).sort((a, b) => b - a)) texts.push(await plainText(uid));
      return texts;
    },
    empty: async (address) => {
      const ids = await idsTo(address);
      if (ids.length > 0) await client.messageDelete(ids.join(','), { uid: true });
    },
    close: () => client.logout().catch(() => client.close()),
  };
}

/** Number of the first plain part; a letter of one part has the number 1. */
function plainPart(structure: MessageStructureObject): string | undefined {
  if (structure.type === 'text/plain') return structure.part ?? '1';
  for (const child of structure.childNodes ?? []) {
    const found = plainPart(child);
    if (found) return found;
  }
  return undefined;
}

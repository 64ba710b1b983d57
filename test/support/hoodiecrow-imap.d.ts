declare module 'hoodiecrow-imap' {
  import type { Server } from 'node:net';

  interface Imap {
    readonly server: Server;
    readonly folderCache: { readonly INBOX: { readonly messages: readonly unknown[] } };
    appendMessage(folder: string, flags: readonly string[], date: Date, raw: string): void;
  }
  export default function hoodiecrow(options: object): Imap;
}

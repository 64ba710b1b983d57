/** A connection for long copies: of its own, with no limit of time. */
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { DatabaseAddress } from '@purser/kit/backend/database';
import pg from 'pg';
import { LendingSocket } from './lending-socket.js';

/**
 * No limit of time, and an index is followed in its order: the rows of one log lie in it as they were written, and sorting
 * what a bitmap found takes a fifth longer.
 */
const SETTINGS = Object.entries({
  statement_timeout: 0,
  idle_in_transaction_session_timeout: 0,
  jit: 'off',
  random_page_cost: 1.1,
}).map(([name, value]) => `-c ${name}=${value}`);

/** The caller ends it. A connection that breaks fails what is asked of it, and nothing else. */
export async function connectForBackup(address: DatabaseAddress, options = ''): Promise<pg.Client> {
  const client = new pg.Client({
    stream: plainOrTls as () => Duplex,
    ...address,
    application_name: 'purser-backup',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    options: [...SETTINGS, options].join(' '),
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Under TLS what comes is not what is read off the wire. */
function plainOrTls({ ssl }: { readonly ssl?: unknown }): Duplex {
  return ssl ? new Socket() : new LendingSocket();
}

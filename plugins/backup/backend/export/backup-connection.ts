/** A connection for long copies: of its own, with no limit of time. */
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { DatabaseAddress } from '@purser/kit/backend/database';
import pg from 'pg';
import { LendingSocket } from './lending-socket.js';

/** The caller ends it. A connection that breaks fails what is asked of it, and nothing else. */
export async function connectForBackup(address: DatabaseAddress, options = ''): Promise<pg.Client> {
  const client = new pg.Client({
    stream: plainOrTls as () => Duplex,
    ...address,
    application_name: 'purser-backup',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    options: `-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c jit=off ${options}`,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Under TLS what comes is not what is read off the wire. */
function plainOrTls({ ssl }: { readonly ssl?: unknown }): Duplex {
  return ssl ? new Socket() : new LendingSocket();
}

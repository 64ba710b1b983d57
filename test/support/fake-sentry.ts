/** A little server that takes what a Sentry client sends, for tests. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';

export interface SentEvent {
  readonly message?: string;
  readonly exception?: { readonly values: readonly { readonly type: string; readonly value: string }[] };
  readonly tags?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly request?: Readonly<Record<string, unknown>>;
  readonly breadcrumbs?: readonly {
    readonly category: string;
    readonly message: string;
    readonly data?: Readonly<Record<string, unknown>>;
  }[];
}

/** A finished transaction: a request, a job or a socket, with its parts. */
export interface SentTransaction {
  readonly transaction: string;
  readonly contexts: { readonly trace: SentSpan };
  readonly spans: readonly (SentSpan & { readonly description: string })[];
}

interface SentSpan {
  readonly op: string;
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_span_id?: string;
}

export interface FakeSentry {
  readonly dsn: string;
  readonly origin: string;
  /** Every byte that arrived, with the addresses it was sent to. */
  readonly raw: () => string;
  readonly requests: () => number;
  readonly events: () => readonly SentEvent[];
  readonly transactions: () => readonly SentTransaction[];
  /** Waits for an event that fits. */
  event(fits: (event: SentEvent) => boolean, milliseconds?: number): Promise<SentEvent>;
  close(): Promise<void>;
}

export async function startFakeSentry(): Promise<FakeSentry> {
  let raw = '';
  let requests = 0;
  const events: SentEvent[] = [];
  const transactions: SentTransaction[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('access-control-allow-headers', '*');
      response.setHeader('content-type', 'application/json');
      if (request.method === 'OPTIONS') return void response.writeHead(204).end();
      const sent = Buffer.concat(chunks);
      const body = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent).toString();
      requests += 1;
      raw += `${request.url}\n${JSON.stringify(request.headers)}\n${body}\n`;
      events.push(...itemsIn<SentEvent>(body, 'event'));
      transactions.push(...itemsIn<SentTransaction>(body, 'transaction'));
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    dsn: `http://publickey@127.0.0.1:${port}/42`,
    origin: `http://127.0.0.1:${port}`,
    raw: () => raw,
    requests: () => requests,
    events: () => events,
    transactions: () => transactions,
    async event(fits, milliseconds = 10_000) {
      for (const deadline = Date.now() + milliseconds; Date.now() < deadline; await sleep(50)) {
        const found = events.find(fits);
        if (found) return found;
      }
      throw new Error(`No such event came within ${milliseconds} ms, but these:\n${JSON.stringify(events, null, 1)}`);
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** An envelope is lines of JSON: its header, then a header and a body for each item. */
function itemsIn<Item>(envelope: string, type: string): Item[] {
  const [, ...lines] = envelope.split('\n').filter(Boolean);
  return lines.flatMap((line, index) => {
    const header = JSON.parse(line) as { type?: string };
    const next = lines[index + 1];
    return header.type === type && next ? [JSON.parse(next) as Item] : [];
  });
}

/** The four measurements, the same for every server. */
import { cpuSeconds, rssBytes } from '../bed/process-figures.js';
import { batchText, WireClient, type WireTarget } from './wire-client.js';

export interface Subject {
  readonly name: string;
  /** Where a device of this person-and-store connects; called once per connection. */
  connectTo(store: number): Promise<WireTarget>;
  /** The server itself; its database is counted apart. */
  readonly serverPids: () => number[];
  readonly databasePids: () => number[];
}

export async function ackedPerSecond(
  subject: Subject,
  stores: number,
  batch: number,
  seconds: number,
): Promise<number> {
  const base = storeBase();
  const clients = await Promise.all(
    Array.from({ length: stores }, async (_, index) => {
      const client = await WireClient.open(await subject.connectTo(base + index));
      await client.pull(true);
      return client;
    }),
  );
  let acked = 0;
  const start = performance.now();
  const end = start + seconds * 1_000;
  await Promise.all(
    clients.map(async (client) => {
      let head = 0;
      while (performance.now() < end) {
        assertStored(await client.push(batchText(head, batch)));
        head += batch;
        acked += batch;
      }
    }),
  );
  const rate = (acked / (performance.now() - start)) * 1_000;
  for (const client of clients) client.close();
  return rate;
}

export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** One device pushes 100 events a second, one by one; how long until the other device has each. */
export async function pushToLivePull(subject: Subject, seconds: number): Promise<Latency> {
  const store = storeBase();
  const pusher = await WireClient.open(await subject.connectTo(store));
  const reader = await WireClient.open(await subject.connectTo(store));
  await pusher.pull(true);
  const sentAt: number[] = [];
  const took: number[] = [];
  let seen = 0;
  await reader.pull(true, (frame) => {
    const now = performance.now();
    const text = frame.toString();
    for (const match of text.matchAll(/"seqNum":(\d+)/g)) {
      const seq = Number(match[1]);
      if (seq <= seen) continue;
      seen = seq;
      took.push(now - (sentAt[seq] ?? now));
    }
  });
  const warmUp = 50;
  const count = warmUp + seconds * 100;
  const start = performance.now();
  let last: Promise<string> = Promise.resolve('');
  for (let seq = 1; seq <= count; seq += 1) {
    const due = start + seq * 10;
    while (performance.now() < due)
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    await last;
    sentAt[seq] = performance.now();
    last = pusher.push(batchText(seq - 1, 1)).then((exit) => {
      assertStored(exit);
      return exit;
    });
  }
  await last;
  while (seen < count) await new Promise((resolve) => setTimeout(resolve, 5));
  pusher.close();
  reader.close();
  const sorted = took.slice(warmUp).sort((a, b) => a - b);
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
}

export interface PullCost {
  readonly wallSeconds: number;
  readonly serverCpu: number;
  readonly databaseCpu: number;
}

/** A new device reads a log of `events` from the start. */
export async function coldPull(subject: Subject, events: number): Promise<PullCost> {
  const store = storeBase();
  const writer = await WireClient.open(await subject.connectTo(store));
  await writer.pull(true);
  for (let head = 0; head < events; head += 100) assertStored(await writer.push(batchText(head, 100)));
  writer.close();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const before = { server: cpuSeconds(subject.serverPids()), database: cpuSeconds(subject.databasePids()) };
  const start = performance.now();
  const reader = await WireClient.open(await subject.connectTo(store));
  let last = 0;
  await new Promise<void>((resolve) => {
    void reader.pull(true, (frame) => {
      const text = frame.toString();
      last = Number(/.*"seqNum":(\d+)/s.exec(text)?.[1] ?? last);
      if (last >= events) resolve();
    });
  });
  const wallSeconds = (performance.now() - start) / 1_000;
  reader.close();
  return {
    wallSeconds,
    serverCpu: cpuSeconds(subject.serverPids()) - before.server,
    databaseCpu: cpuSeconds(subject.databasePids()) - before.database,
  };
}

export interface IdleCost {
  readonly idleMb: number;
  readonly withPullsMb: number;
  readonly openCpu: number;
}

/** Memory of a fresh server, and with `pulls` devices that sit on a live pull and do nothing. */
export async function idlePulls(subject: Subject, pulls: number): Promise<IdleCost> {
  const idle = rssBytes(subject.serverPids());
  const cpu = cpuSeconds(subject.serverPids());
  const base = storeBase();
  const clients: WireClient[] = [];
  for (let opened = 0; opened < pulls; opened += 50) {
    const some = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        // Ten devices on every store.
        const client = await WireClient.open(await subject.connectTo(base + Math.floor((opened + index) / 10)));
        await client.pull(true);
        return client;
      }),
    );
    clients.push(...some);
  }
  const openCpu = cpuSeconds(subject.serverPids()) - cpu;
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const withPulls = rssBytes(subject.serverPids());
  for (const client of clients) client.close();
  return { idleMb: idle / 1e6, withPullsMb: withPulls / 1e6, openCpu };
}

let nextStore = 0;
/** Every measurement works on stores of its own. */
function storeBase(): number {
  nextStore += 1_000;
  return nextStore;
}

function assertStored(exit: string): void {
  if (!exit.includes('"Success"')) throw new Error(`A push was refused: ${exit.slice(0, 300)}`);
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

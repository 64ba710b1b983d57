/** One connection of its own that listens; it comes back by itself and tells its listeners that they may have missed some. */
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { databaseAt } from '@purser/kit/backend/database';
import { Signals } from '@purser/kit/backend/signals';
import pg from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { HouseConfig } from '../settings/house-config.js';

const CHANNEL = /^[a-z][a-z0-9_.-]{0,62}$/;
const MAX_PAYLOAD_BYTES = 7_000;
const RETRY_MS = [50, 200, 500, 1_000, 2_000];
/** A connection whose other end is gone without a word is noticed after at most this long. */
const PING_MS = 10_000;
const PING_TIMEOUT_MS = 5_000;

interface Listener {
  readonly receive: (payload: string) => void;
  readonly onGap: (() => void) | undefined;
}

@Injectable()
export class PostgresSignals extends Signals implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Signals');
  private readonly listeners = new Map<string, Set<Listener>>();
  private client: pg.Client | undefined;
  private pinging: NodeJS.Timeout | undefined;
  private retrying: NodeJS.Timeout | undefined;
  private commands: Promise<void> = Promise.resolve();
  private failures = 0;
  private everConnected = false;
  private closed = false;

  constructor(
    private readonly config: HouseConfig,
    private readonly dataSource: DataSource,
  ) {
    super();
  }

  /** True while the listening connection stands. */
  get connected(): boolean {
    return this.client !== undefined;
  }

  async onModuleInit(): Promise<void> {
    await this.connect();
  }

  async send(channel: string, payload: string, tx?: EntityManager): Promise<void> {
    assertChannel(channel);
    if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES)
      throw new Error(`Signal on "${channel}" is over ${MAX_PAYLOAD_BYTES} bytes.`);
    if (tx) await tx.query('SELECT pg_notify($1, $2)', [channel, payload]);
    // A hint of its own need not outlive a crash: without this its commit would wait for the disk, and pushes for it.
    else
      await this.dataSource.query("SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)", [
        channel,
        payload,
      ]);
  }

  subscribe(channel: string, receive: (payload: string) => void, onGap?: () => void): () => void {
    assertChannel(channel);
    const listener: Listener = { receive, onGap };
    const known = this.listeners.get(channel);
    if (known) known.add(listener);
    else {
      this.listeners.set(channel, new Set([listener]));
      this.command(`LISTEN "${channel}"`);
    }
    return () => {
      const left = this.listeners.get(channel);
      if (!left?.delete(listener) || left.size > 0) return;
      this.listeners.delete(channel);
      this.command(`UNLISTEN "${channel}"`);
    };
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retrying);
    clearInterval(this.pinging);
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      ...databaseAt(this.config.databaseUrl),
      application_name: 'purser-signals',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client.on('notification', ({ channel, payload }) => this.deliver(channel, payload ?? ''));
    client.on('error', (error) => this.lose(client, error));
    client.on('end', () => this.lose(client, new Error('the connection ended')));
    try {
      await client.connect();
      // A channel subscribed meanwhile is appended to the map, so this walk meets it too.
      for (const channel of this.listeners.keys()) await client.query(`LISTEN "${channel}"`);
    } catch (error) {
      client.removeAllListeners('end');
      await client.end().catch(() => undefined);
      this.retry(error);
      return;
    }
    if (this.closed) {
      await client.end();
      return;
    }
    this.client = client;
    this.failures = 0;
    clearInterval(this.pinging);
    this.pinging = setInterval(() => void this.ping(client), PING_MS).unref();
    if (this.everConnected) this.tellGap();
    this.everConnected = true;
  }

  private async ping(client: pg.Client): Promise<void> {
    const late = setTimeout(() => this.lose(client, new Error('the connection does not answer')), PING_TIMEOUT_MS);
    try {
      // Within the time limit: on a dead link a LISTEN that is under way never comes back either.
      await this.commands;
      await client.query('SELECT 1');
    } catch (error) {
      this.lose(client, error);
    } finally {
      clearTimeout(late);
    }
  }

  private lose(client: pg.Client, error: unknown): void {
    if (this.client !== client) return;
    this.client = undefined;
    clearInterval(this.pinging);
    void client.end().catch(() => undefined);
    this.retry(error);
  }

  private retry(error: unknown): void {
    if (this.closed) return;
    const delay = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] ?? 2_000;
    this.failures += 1;
    this.logger.warn(`Lost the listening connection (${(error as Error).message}); trying again in ${delay} ms.`);
    clearTimeout(this.retrying);
    this.retrying = setTimeout(() => void this.connect(), delay).unref();
  }

  /** One after the other: a connection takes one statement at a time. */
  private command(sql: string): void {
    const { client } = this;
    if (!client) return;
    this.commands = this.commands.then(async () => {
      if (this.client === client) await client.query(sql).catch((error: unknown) => this.lose(client, error));
    });
  }

  private deliver(channel: string, payload: string): void {
    for (const { receive } of this.listeners.get(channel) ?? []) this.safely(channel, () => receive(payload));
  }

  private tellGap(): void {
    for (const [channel, listeners] of this.listeners) {
      for (const { onGap } of listeners) if (onGap) this.safely(channel, onGap);
    }
  }

  private safely(channel: string, call: () => void): void {
    try {
      call();
    } catch (error) {
      this.logger.error(`A listener of "${channel}" failed: ${(error as Error).stack}`);
    }
  }
}

function assertChannel(channel: string): void {
  if (!CHANNEL.test(channel)) throw new Error(`"${channel}" is no channel name.`);
}

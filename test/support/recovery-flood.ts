/** A flood of recovery requests against a server process of its own, while other people sign in. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { reset } from '../../plugins/reset/backend/reset.plugin.js';
import { PASSWORD } from './customer.js';
import { type SpawnedProcess, spawnTypescript } from './spawn-typescript.js';
import { standingAccounts } from './standing-accounts.js';

/** Client addresses that the flood comes from. */
export const SOURCES = 50;

export interface Flood {
  readonly perSecond: number;
  readonly seconds: number;
  readonly targets: readonly string[];
}

export interface Flooded {
  /** How often each status was answered; 0 = no answer. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Of people who had nothing to do with it: how long they waited, and what they were told who were turned away. */
  readonly signIns: { readonly refused: readonly string[]; readonly milliseconds: readonly number[] };
}

/** The limits of production: this is what they are for. */
export class FloodBed {
  private constructor(
    readonly house: TestHouse,
    private readonly server: SpawnedProcess,
    private readonly url: string,
  ) {}

  static async open(): Promise<FloodBed> {
    const house = await createTestHouse({ plugins: [auth(), reset()] });
    const server = spawnTypescript('test/fixtures/recovery-process/server.ts', {
      RECOVERY_DATABASE_URL: house.databaseUrl,
      JEST_WORKER_ID: '19',
    });
    const url = (await server.said('ready', 60_000)).slice('ready '.length);
    return new FloodBed(house, server, url);
  }

  async close(): Promise<void> {
    await this.server.kill();
    await this.house.close();
  }

  /** Every bystander comes once, from an address of their own, to a server that has signed people in before. */
  async flood({ perSecond, seconds, targets }: Flood): Promise<Flooded> {
    const before = await standingAccounts(this.house, 'known', 20, `early-for-${targets.length}`);
    for (const [each, email] of before.entries()) await this.signIn(email, `203.0.113.${each}`);
    const bystanders = await standingAccounts(this.house, 'known', 400, `bystander-of-${targets.length}`);
    const folder = await mkdtemp(path.join(tmpdir(), 'purser-flood-'));
    const file = path.join(folder, 'targets.json');
    await writeFile(file, JSON.stringify(targets));
    const flood = spawnTypescript('test/fixtures/recovery-process/flood.ts', {
      FLOOD_URL: this.url,
      FLOOD_PER_SECOND: String(perSecond),
      FLOOD_SECONDS: String(seconds),
      FLOOD_SOURCES: String(SOURCES),
      FLOOD_TARGETS: file,
    });
    let over = false;
    const flooded = flood.said('flooded', (seconds + 120) * 1_000).finally(() => {
      over = true;
    });
    const milliseconds: number[] = [];
    const refused: string[] = [];
    for (let each = 0; !over && each < bystanders.length; each += 1) {
      const started = performance.now();
      const refusal = await this.signIn(bystanders[each] as string, `203.0.113.${each % 250}`);
      if (refusal === null) milliseconds.push(performance.now() - started);
      else refused.push(refusal);
    }
    const told = await flooded;
    await rm(folder, { recursive: true });
    const { statuses } = JSON.parse(told.slice('flooded '.length)) as Pick<Flooded, 'statuses'>;
    return { statuses, signIns: { refused, milliseconds: milliseconds.sort((a, b) => a - b) } };
  }

  /** Recovery mails that were queued, by address. */
  async mails(): Promise<Map<string, number>> {
    const rows: { recipient: string; mails: number }[] = await this.house.dataSource.query(
      `SELECT recipient, count(*)::int AS mails FROM house_mail WHERE template = 'reset.recover-account' GROUP BY recipient`,
    );
    return new Map(rows.map(({ recipient, mails }) => [recipient, mails]));
  }

  /** Until nothing of the flood waits in the queue any more. */
  async answered(): Promise<void> {
    const waiting = async () => {
      const [row] = await this.house.dataSource.query(
        `SELECT count(*)::int AS n FROM graphile_worker._private_jobs WHERE key LIKE 'reset.%'`,
      );
      return row.n as number;
    };
    while ((await waiting()) > 0) await new Promise((resolve) => setTimeout(resolve, 100));
  }

  /** Null when it worked, else why not. */
  private async signIn(email: string, from: string): Promise<string | null> {
    const answer = await fetch(`${this.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Purser-Client': 'portal', 'X-Forwarded-For': from },
      body: JSON.stringify({ email, password: PASSWORD }),
    });
    const { code } = (await answer.json()) as { code?: string };
    return answer.ok ? null : `${answer.status} ${code}`;
  }
}

/** What the run has to show on its own: who was let in, who was told to wait, and how long the others waited. */
export function printFlood(name: string, { statuses, signIns: { refused, milliseconds } }: Flooded): void {
  const at = (q: number) => milliseconds[Math.floor((milliseconds.length - 1) * q)]?.toFixed(0);
  process.stdout.write(
    `${name}: answers ${JSON.stringify(statuses)}; ${milliseconds.length} sign-ins, ${refused.length} turned away, ` +
      `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms\n`,
  );
}

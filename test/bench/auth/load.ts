/** The two loads: so many connections that wait for their answers, and so many requests a second whatever happens. */
import { Agent, request } from 'node:http';
import { cpuSeconds } from '../bed/process-figures.js';
import { addressOf, type Call, PUBLIC_URL, type Subject, USER_AGENT } from './subject.js';

/** The n-th request of a load. */
type Calls = (n: number) => { readonly person: number; readonly call: Call };

export interface Steady {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** CPU milliseconds a request. */
  readonly serverCpu: number;
  readonly databaseCpu: number;
}

export interface SteadyOptions {
  readonly connections: number;
  readonly seconds: number;
  /** Requests before the measured ones: compiled and cached as in a server that has run for a while. */
  readonly warmUp: number;
}

/** Each connection sends its next request when the one before is answered. Anything but 200 and 503 ends the bench. */
export async function steadyLoad(
  subject: Subject,
  calls: Calls,
  { connections, seconds, warmUp }: SteadyOptions,
): Promise<Steady> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let sent = 0;
  const run = async (goesOn: () => boolean): Promise<number[]> => {
    const took: number[] = [];
    const connection = async () => {
      while (goesOn()) {
        const { status, milliseconds } = await send(subject, agent, calls(sent++));
        if (status === 200) took.push(milliseconds);
        // Turned away by a machine that stood still: no answer that counts, though its cost does.
        else if (status === 503) await new Promise((resolve) => setTimeout(resolve, 100));
        else throw new Error(`${subject.name} answered ${status} instead of 200.`);
      }
    };
    await Promise.all(Array.from({ length: connections }, connection));
    return took.sort((a, b) => a - b);
  };
  await run(() => sent < warmUp);
  const cpu = () => ({ server: cpuSeconds(subject.serverPids()), database: cpuSeconds(subject.databasePids()) });
  const before = cpu();
  const start = performance.now();
  const took = await run(() => performance.now() < start + seconds * 1_000);
  const wallSeconds = (performance.now() - start) / 1_000;
  const after = cpu();
  agent.destroy();
  return {
    perSecond: took.length / wallSeconds,
    p50: quantile(took, 0.5),
    p99: quantile(took, 0.99),
    serverCpu: ((after.server - before.server) * 1_000) / took.length,
    databaseCpu: ((after.database - before.database) * 1_000) / took.length,
  };
}

export interface Overload {
  readonly sent: number;
  /** Status → how many; 0 stands for a connection that broke. */
  readonly statuses: ReadonlyMap<number, number>;
  readonly longest: number;
  readonly eventLoopP99: number;
}

/** What a proxy in front of a server holds open to it. */
const MOST_CONNECTIONS = 2_000;

/**
 * As many people come as come: nobody waits for anybody else's answer. Their connections are open before, as those of a
 * proxy are: Node takes one new connection in each turn of its loop, and how long that takes is no work of either server.
 */
export async function overload(subject: Subject, calls: Calls, perSecond: number, seconds: number): Promise<Overload> {
  const count = Math.round(perSecond * seconds);
  const agent = new Agent({ keepAlive: true, maxFreeSockets: MOST_CONNECTIONS });
  const knock = { person: 0, call: { method: 'GET', path: '/nothing-here', headers: {} } } as const;
  await Promise.all(Array.from({ length: Math.min(count, MOST_CONNECTIONS) }, () => send(subject, agent, knock)));
  await subject.eventLoopDelay();
  const answers: Promise<{ status: number; milliseconds: number }>[] = [];
  const start = performance.now();
  while (answers.length < count) {
    const due = Math.min(count, ((performance.now() - start) / 1_000) * perSecond);
    while (answers.length < due) {
      answers.push(send(subject, agent, calls(answers.length)).catch(() => ({ status: 0, milliseconds: 0 })));
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const all = await Promise.all(answers);
  const eventLoopP99 = await subject.eventLoopDelay();
  agent.destroy();
  const statuses = new Map<number, number>();
  for (const { status } of all) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const longest = all.reduce((most, { milliseconds }) => Math.max(most, milliseconds), 0);
  return { sent: all.length, statuses, longest, eventLoopP99 };
}

function send(
  subject: Subject,
  agent: Agent,
  { person, call }: ReturnType<Calls>,
): Promise<{ status: number; milliseconds: number }> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const headers = {
      host: new URL(PUBLIC_URL).host,
      'x-forwarded-for': addressOf(person),
      'user-agent': USER_AGENT,
      ...call.headers,
      ...(call.body !== undefined && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(call.body),
      }),
    };
    const { method, path } = call;
    const sent = request({ host: '127.0.0.1', port: subject.port, agent, method, path, headers }, (answer) => {
      answer.resume();
      answer.once('error', reject);
      answer.once('end', () => {
        call.keep?.(answer.headers['set-cookie'] ?? []);
        resolve({ status: answer.statusCode ?? 0, milliseconds: performance.now() - start });
      });
    });
    sent.once('error', reject);
    sent.end(call.body);
  });
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

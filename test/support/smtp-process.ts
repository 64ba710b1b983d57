import type { SmtpOrders } from '../fixtures/smtp-process/server.js';
import type { TakenLetter } from './fake-smtp.js';
import { spawnTypescript } from './spawn-typescript.js';

export interface SmtpProcess {
  readonly url: string;
  tell(orders: SmtpOrders): Promise<void>;
  letters(): Promise<readonly TakenLetter[]>;
  connections(): Promise<number>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** A mail server in a process of its own, that does what it is told to. */
export async function startSmtpProcess(): Promise<SmtpProcess> {
  const server = spawnTypescript('test/fixtures/smtp-process/server.ts', {});
  const [, url = '', port = ''] = (await server.said('ready')).split(' ');
  const ask = async (orders: SmtpOrders): Promise<{ letters: TakenLetter[]; connections: number }> => {
    const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: JSON.stringify(orders) });
    return (await answer.json()) as { letters: TakenLetter[]; connections: number };
  };
  return {
    url,
    tell: async (orders) => void (await ask(orders)),
    letters: async () => (await ask({})).letters,
    connections: async () => (await ask({})).connections,
    kill: () => server.kill(),
  };
}

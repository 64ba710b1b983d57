import type { Mailbox } from './mailbox.js';
import { TIMEOUT_MS } from './smoke-step.js';

interface Letter {
  readonly id: string;
  readonly to: readonly { readonly address: string }[];
  readonly text?: string;
}

export function maildevMailbox(origin: string): Mailbox {
  const ask = async (path: string, method = 'GET'): Promise<Response> => {
    const response = await fetch(`${origin}${path}`, { method, signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`the inbox answers ${response.status}`);
    return response;
  };
  const lettersTo = async (address: string): Promise<Letter[]> => {
    const letters = (await (await ask('/api/email')).json()) as Letter[];
    return letters.filter(({ to }) => to.some((recipient) => recipient.address === address)).reverse();
  };
  return {
    textsTo: async (address) => (await lettersTo(address)).map(({ text = '' }) => text),
    empty: async (address) => {
      for (const { id } of await lettersTo(address)) await ask(`/api/email/${encodeURIComponent(id)}`, 'DELETE');
    },
    close: async () => undefined,
  };
}

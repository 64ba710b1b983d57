import type { IncomingMessage } from 'node:http';

const kept = new WeakMap<IncomingMessage, Buffer>();

/** For `express.json({ verify })`: signatures are over the bytes as they came, so those of webhooks are kept. */
export function keepRaw(prefix: string) {
  return (request: IncomingMessage, _response: unknown, bytes: Buffer): void => {
    if (request.url?.startsWith(prefix)) kept.set(request, bytes);
  };
}

/** Empty when there was no JSON body, or none that is kept. */
export function rawBodyOf(request: IncomingMessage): Buffer {
  return kept.get(request) ?? Buffer.alloc(0);
}

/** Reads a server-sent stream over fetch, as the portal does. */
export interface ReadEvent {
  readonly type: string;
  readonly data: unknown;
}

export interface EventReader {
  readonly events: readonly ReadEvent[];
  /** Resolves when one like it has come, also when it came before. */
  until(wanted: (event: ReadEvent) => boolean, timeoutMs?: number): Promise<ReadEvent>;
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

export async function readEvents(url: string, bearer: string): Promise<EventReader> {
  const controller = new AbortController();
  const response = await fetch(url, { headers: { authorization: bearer }, signal: controller.signal });
  if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}.`);
  const events: ReadEvent[] = [];
  const waiting = new Set<() => void>();
  const ended = consume(response.body, (event) => {
    events.push(event);
    for (const look of waiting) look();
  }).catch(() => undefined);
  return {
    events,
    ended,
    close: () => controller.abort(),
    until: (wanted, timeoutMs = 10_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`It did not come; what came: ${JSON.stringify(events)}`));
        }, timeoutMs);
        const look = () => {
          const found = events.find(wanted);
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}

async function consume(body: ReadableStream<Uint8Array>, hear: (event: ReadEvent) => void): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined) hear({ type: /^event: (.*)$/m.exec(block)?.[1] ?? 'message', data: JSON.parse(data) });
    }
  }
}

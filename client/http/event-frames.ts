/** Server-sent events of an answer that is fetched, because `EventSource` cannot carry a token. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/**
 * Ends when the server ends it, and when nothing came for `silenceMs`: the link is then dead without anybody having said
 * so. Throws when the connection breaks.
 */
export async function* eventFrames(body: ReadableStream<Uint8Array>, silenceMs: number): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const chunk = await readWithin(reader, silenceMs);
      if (!chunk || chunk.done) return;
      text += decoder.decode(chunk.value, { stream: true }).replaceAll('\r', '');
      const frames = text.split('\n\n');
      text = frames.pop() ?? '';
      for (const frame of frames) yield eventIn(frame);
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function readWithin(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  limitMs: number,
): Promise<ReadableStreamReadResult<Uint8Array> | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), limitMs);
  });
  return Promise.race([reader.read(), silence]).finally(() => clearTimeout(timer));
}

function eventIn(frame: string): ServerEvent {
  const values = (field: string) =>
    frame
      .split('\n')
      .filter((line) => line.startsWith(`${field}:`))
      .map((line) => line.slice(field.length + 1).trimStart());
  return { event: values('event')[0] ?? 'message', data: values('data').join('\n') };
}

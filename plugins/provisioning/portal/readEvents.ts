/** Reads server-sent events of an answer that is fetched, because `EventSource` cannot carry a token. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/** Ends when the server ends it; throws when the connection breaks. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true }).replaceAll('\r', '');
      const frames = text.split('\n\n');
      text = frames.pop() ?? '';
      for (const frame of frames) yield eventIn(frame);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function eventIn(frame: string): ServerEvent {
  const values = (field: string) =>
    frame
      .split('\n')
      .filter((line) => line.startsWith(`${field}:`))
      .map((line) => line.slice(field.length + 1).trimStart());
  return { event: values('event')[0] ?? 'message', data: values('data').join('\n') };
}

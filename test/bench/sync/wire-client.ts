/** A LiveStore 0.4 client as lean as it can be, so that the generator measures the server and not itself. */
import { WebSocket } from 'ws';

const PUSH_ID = '1';

export interface WireTarget {
  /** `ws://…/sync`, without the query. */
  readonly url: string;
  readonly storeId: string;
  /** What stands in the payload: a ticket, a token, or nothing. */
  readonly payload: unknown;
}

export class WireClient {
  private readonly socket: WebSocket;
  private exits: ((exit: string) => void)[] = [];
  private chunks: ((frame: Buffer) => void) | undefined;
  backendId = '';

  private constructor(private readonly target: WireTarget) {
    const query = new URLSearchParams({
      storeId: target.storeId,
      payload: encodeURIComponent(JSON.stringify(target.payload)),
      transport: 'ws',
    });
    this.socket = new WebSocket(`${target.url}?${query}`, { perMessageDeflate: false });
    this.socket.on('message', (data: Buffer) => this.receive(data));
    this.socket.on('close', (code) => {
      // A bench whose device was thrown out has nothing to say.
      if (this.exits.length > 0) throw new Error(`The socket was closed with ${code} while a push was waiting.`);
    });
  }

  static async open(target: WireTarget): Promise<WireClient> {
    const client = new WireClient(target);
    await new Promise<void>((resolve, reject) => {
      client.socket.once('open', resolve);
      client.socket.once('error', reject);
      client.socket.once('unexpected-response', (_request, response) => {
        let body = '';
        response.on('data', (part: Buffer) => {
          body += part.toString();
        });
        response.on('end', () => reject(new Error(`${response.statusCode} ${body}`)));
      });
    });
    return client;
  }

  /** Opens a pull and answers every chunk with an Ack; resolves with the first chunk. */
  pull(live: boolean, onChunk: (frame: Buffer) => void = () => undefined): Promise<void> {
    return new Promise((resolve) => {
      this.chunks = (frame) => {
        if (this.backendId === '') this.backendId = /"backendId":"([^"]+)"/.exec(frame.toString())?.[1] ?? '';
        onChunk(frame);
        resolve();
      };
      this.socket.send(
        JSON.stringify({
          _tag: 'Request',
          id: '0',
          tag: 'SyncWsRpc.Pull',
          payload: { storeId: this.target.storeId, payload: this.target.payload, live, cursor: { _tag: 'None' } },
          headers: [],
        }),
      );
    });
  }

  /** Resolves with the Exit frame. `batch` is the JSON text of the events. */
  push(batch: string): Promise<string> {
    return new Promise((resolve) => {
      this.exits.push(resolve);
      this.socket.send(
        `{"_tag":"Request","id":"${PUSH_ID}","tag":"SyncWsRpc.Push","payload":{"storeId":"${this.target.storeId}","payload":${JSON.stringify(
          this.target.payload,
        )},"batch":${batch},"backendId":{"_tag":"Some","value":"${this.backendId}"}},"headers":[]}`,
      );
    });
  }

  close(): void {
    this.socket.terminate();
  }

  private receive(data: Buffer): void {
    // `{"_tag":"Chunk"` and `{"_tag":"Exit"` differ at the tenth byte.
    if (data[9] === 0x43) {
      this.socket.send('{"_tag":"Ack","requestId":"0"}');
      this.chunks?.(data);
    } else this.exits.shift()?.(data.toString());
  }
}

/** The text of `count` events that follow `parent`: a to-do app's, about 130 bytes of args each. */
export function batchText(parent: number, count: number): string {
  const events: string[] = [];
  for (let seq = parent + 1; seq <= parent + count; seq += 1) {
    const args = `{"id":"t-${seq}","title":"Call the harbour office about berth ${seq}","done":false,"at":${Date.now()},"list":"${'x'.repeat(40)}"}`;
    events.push(
      `{"name":"v1.TaskCreated","args":${args},"seqNum":${seq},"parentSeqNum":${seq - 1},"clientId":"bench","sessionId":"s"}`,
    );
  }
  return `[${events.join(',')}]`;
}

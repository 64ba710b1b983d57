/** A wire between browsers and the product, which a test can cut, or make deaf to what the server answers. */
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type RawData, WebSocket, WebSocketServer } from 'ws';

const RESERVED_CODES = [1005, 1006];

export class Wire {
  /** Requests to push events that went through to the server. */
  pushes = 0;
  /** Sockets that were opened through it. */
  sockets = 0;
  private target = 0;
  private isDeaf = false;
  private isCut = false;
  private readonly open = new Set<WebSocket>();
  private readonly acceptor = new WebSocketServer({ noServer: true });

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {
    server.on('request', (asked, answer) => {
      const { method, headers, url } = asked;
      const onward = request({ port: this.target, method, headers, path: url }, (come) => {
        answer.writeHead(come.statusCode ?? 502, come.headers);
        come.pipe(answer);
      });
      onward.on('error', () => answer.destroy());
      answer.on('close', () => onward.destroy());
      asked.pipe(onward);
    });
    server.on('upgrade', (asked, socket, head) => this.join(asked, socket, head));
  }

  static async lay(): Promise<Wire> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Wire(server, (server.address() as AddressInfo).port);
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  leadTo(port: number): void {
    this.target = port;
  }

  /** Sockets stay open and take what is sent; the answers are lost, but those to a ping. */
  goDeaf(): void {
    this.isDeaf = true;
  }

  /** Sockets break, and none can be opened. Pages and requests go on. */
  cutSockets(): void {
    this.isCut = true;
    for (const socket of this.open) socket.terminate();
  }

  mend(): void {
    this.isDeaf = false;
    this.isCut = false;
  }

  async take(): Promise<void> {
    this.cutSockets();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(asked: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.isCut) return void socket.destroy();
    const there = new WebSocket(`ws://127.0.0.1:${this.target}${asked.url}`, {
      headers: { host: asked.headers.host, origin: asked.headers.origin },
    });
    there.on('unexpected-response', (_, refused) => {
      socket.end(`HTTP/1.1 ${refused.statusCode} Refused\r\nconnection: close\r\n\r\n`);
    });
    there.on('error', () => socket.destroy());
    there.on('open', () => this.acceptor.handleUpgrade(asked, socket, head, (here) => this.connect(here, there)));
  }

  private connect(here: WebSocket, there: WebSocket): void {
    this.sockets += 1;
    here.on('message', (data) => {
      const frame = textOf(data);
      if (frame.includes('SyncWsRpc.Push')) this.pushes += 1;
      if (there.readyState === WebSocket.OPEN) there.send(frame);
    });
    there.on('message', (data) => {
      const frame = textOf(data);
      const isHeard = !this.isDeaf || frame.includes('"Pong"');
      if (isHeard && here.readyState === WebSocket.OPEN) here.send(frame);
    });
    for (const [one, other] of [
      [here, there],
      [there, here],
    ] as const) {
      this.open.add(one);
      one.on('error', () => other.terminate());
      one.on('close', (code, reason) => {
        this.open.delete(one);
        if (RESERVED_CODES.includes(code)) other.terminate();
        else other.close(code, reason);
      });
    }
  }
}

function textOf(data: RawData): string {
  return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString();
}

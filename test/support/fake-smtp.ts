import { createServer, type Socket } from 'node:net';

/** What the server does with the next letters, one fault each; then it accepts. */
export type SmtpFault =
  | 'refuse-recipient' // 550 at RCPT
  | 'defer-recipient' // 451 at RCPT
  | 'refuse-message' // 554 after DATA
  | 'defer-message' // 451 after DATA
  | 'cut-after-data' // takes the letter, and dies before it says so
  | 'hang'; // never answers the recipient

export interface TakenLetter {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as they came. */
  readonly raw: string;
}

export interface FakeSmtp {
  readonly url: string;
  readonly letters: TakenLetter[];
  readonly faults: SmtpFault[];
  close(): Promise<void>;
}

/** A mail server of about one screen, because only a real socket shows what a lost answer does. */
export async function startFakeSmtp(): Promise<FakeSmtp> {
  const letters: TakenLetter[] = [];
  const faults: SmtpFault[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    converse(socket, letters, faults);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    letters,
    faults,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function converse(socket: Socket, letters: TakenLetter[], faults: SmtpFault[]): void {
  let from = '';
  let to: string[] = [];
  let data: string | null = null;
  let fault: SmtpFault | undefined;
  let rest = '';
  const say = (line: string) => socket.write(`${line}\r\n`);

  const command = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO' || verb === 'HELO') say('250 fake');
    else if (verb === 'MAIL') {
      from = line;
      to = [];
      fault = faults.shift();
      say('250 ok');
    } else if (verb === 'RCPT') {
      if (fault === 'refuse-recipient') say('550 no such person');
      else if (fault === 'defer-recipient') say('451 try later');
      else if (fault !== 'hang') {
        to.push(/<(.*)>/.exec(line)?.[1] ?? '');
        say('250 ok');
      }
    } else if (verb === 'DATA') {
      data = '';
      say('354 go on');
    } else if (verb === 'QUIT') {
      say('221 bye');
      socket.end();
    } else say('250 ok');
  };

  const ended = (raw: string) => {
    if (fault === 'refuse-message') return say('554 we do not want this');
    if (fault === 'defer-message') return say('451 busy');
    letters.push({ from, to, raw });
    if (fault === 'cut-after-data') return socket.destroy();
    return say('250 taken');
  };

  say('220 fake');
  socket.on('data', (chunk) => {
    rest += chunk.toString('utf8');
    for (;;) {
      const end = rest.indexOf('\r\n');
      if (end < 0) return;
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      if (data === null) command(line);
      else if (line === '.') {
        const raw = data;
        data = null;
        ended(raw);
      } else data += `${line.startsWith('..') ? line.slice(1) : line}\r\n`;
    }
  });
}

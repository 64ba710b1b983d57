import { createServer, type Socket } from 'node:net';

/** What the server does with the next letters, one fault each; then it accepts. */
export type SmtpFault =
  | 'refuse-sender' // 553 at MAIL
  | 'refuse-recipient' // 550 at RCPT
  | 'defer-recipient' // 451 at RCPT
  | 'refuse-message' // 554 after DATA
  | 'defer-message' // 451 after DATA
  | 'cut-at-recipient' // dies instead of an answer to RCPT
  | 'cut-after-data' // takes the letter, and dies before it says so
  | 'shut-down' // 421 at MAIL
  | 'hang' // never answers the recipient
  | 'slow-answer' // takes the letter, and says so two seconds later
  | 'slow'; // answers each command after a while

/** How it is to everybody until told otherwise. */
export type SmtpMood =
  | 'well'
  | 'mute' // takes connections and never greets
  | 'full' // 421 in place of a greeting
  | 'strict' // wants a sign-in, and refuses every password
  | 'picky' // 550 for every second recipient: those with an odd number in their address
  | SmtpFault;

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
  mood: SmtpMood;
  /** Connections so far, also those that brought nothing. */
  readonly connections: number;
  /** Nobody listens any more: connections are refused. */
  stop(): Promise<void>;
  /** Where it was before. */
  start(): Promise<void>;
  close(): Promise<void>;
}

const SLOW_MS = 300;

/** A mail server of about two screens, because only a real socket shows what a lost answer does. */
export async function startFakeSmtp(): Promise<FakeSmtp> {
  const letters: TakenLetter[] = [];
  const faults: SmtpFault[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let port = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    converse(socket, smtp);
  });
  const smtp: FakeSmtp = {
    get url() {
      return `smtp://127.0.0.1:${port}`;
    },
    letters,
    faults,
    mood: 'well',
    get connections() {
      return connections;
    },
    start: () => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve)),
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
    close: () => (server.listening ? smtp.stop() : Promise.resolve()),
  };
  await smtp.start();
  port = (server.address() as { port: number }).port;
  return smtp;
}

function converse(socket: Socket, smtp: FakeSmtp): void {
  let from = '';
  let to: string[] = [];
  let data: string | null = null;
  let fault: SmtpMood = smtp.mood;
  let rest = '';
  const write = (line: string) => {
    if (!socket.destroyed) socket.write(`${line}\r\n`);
  };
  const say = (line: string) => (fault === 'slow' ? void setTimeout(write, SLOW_MS, line) : write(line));

  const recipient = (address: string) => {
    const odd = fault === 'picky' && Number(/\d+/.exec(address)?.[0] ?? 0) % 2 === 1;
    if (fault === 'refuse-recipient' || odd) say('550 no such person');
    else if (fault === 'defer-recipient') say('451 try later');
    else if (fault === 'cut-at-recipient') socket.destroy();
    else if (fault !== 'hang') {
      to.push(address);
      say('250 ok');
    }
  };

  const command = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO' || verb === 'HELO') say(fault === 'strict' ? '250-fake\r\n250 AUTH PLAIN LOGIN' : '250 fake');
    else if (verb === 'AUTH') say('535 5.7.8 wrong user or password');
    else if (verb === 'MAIL') {
      from = line;
      to = [];
      fault = smtp.faults.shift() ?? smtp.mood;
      if (fault === 'refuse-sender') say('553 this sender is not yours');
      else if (fault === 'shut-down') {
        write('421 closing');
        socket.end();
      } else say('250 ok');
    } else if (verb === 'RCPT') recipient(/<(.*)>/.exec(line)?.[1] ?? '');
    else if (verb === 'DATA') {
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
    smtp.letters.push({ from, to, raw });
    if (fault === 'cut-after-data') return socket.destroy();
    const taken = `250 taken, queued as F${smtp.letters.length}-0000`;
    return fault === 'slow-answer' ? void setTimeout(write, 2_000, taken) : say(taken);
  };

  if (fault === 'full') {
    write('421 too many connections');
    socket.end();
  } else if (fault !== 'mute') say('220 fake');
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

/** A mail server that takes everything and keeps nothing, in a process of its own. */
import { createServer, type Socket } from 'node:net';

const END = Buffer.from('\r\n.\r\n');
let letters = 0;

function converse(socket: Socket): void {
  let held: Buffer = Buffer.alloc(0);
  let inLetter = false;
  socket.on('error', () => undefined);
  socket.write('220 sink\r\n');
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (;;) {
      const end = held.indexOf(inLetter ? END : '\r\n');
      if (end < 0) return;
      const line = inLetter ? '' : held.toString('latin1', 0, Math.min(end, 4)).toUpperCase();
      held = held.subarray(end + (inLetter ? END.length : 2));
      if (inLetter) {
        inLetter = false;
        letters += 1;
        socket.write(`250 taken, queued as S${letters}-0000\r\n`);
      } else if (line === 'DATA') {
        inLetter = true;
        socket.write('354 go on\r\n');
      } else if (line === 'EHLO') socket.write('250-sink\r\n250 PIPELINING\r\n');
      else if (line === 'QUIT') socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    }
  });
}

// Answers go out at once: each would else wait for the other side's delayed acknowledgement.
const server = createServer({ noDelay: true }, converse);
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));
process.on('message', () => process.send?.({ letters }));
process.on('disconnect', () => process.exit(0));

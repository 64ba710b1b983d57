import { createServer } from 'node:net';
import { LaunchRefusal } from './refusal.js';

/** A port of the loopback that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}

/** Refuses in one sentence, naming the variable that chooses another port, when something listens there already. */
export async function claimPort(variable: string, port: number, host: string): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new LaunchRefusal(`Port ${port} is taken by another program: stop it, or set ${variable} to a free port.`);
    }
    if (code === 'EACCES') {
      throw new LaunchRefusal(`Port ${port} may not be opened by this user: set ${variable} to one above 1023.`);
    }
    throw error;
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

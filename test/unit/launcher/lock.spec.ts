import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dropLock, findRunning, takeLock, writeLock } from '../../../launcher/lock.js';
import { claimPort, freePort } from '../../../launcher/ports.js';

describe('one launcher per data directory', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'purser-lock-'));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('refuses while another launcher is alive, and names the variable', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000) // launcher/start.ts']);
    writeLock(home, { launcher: other.pid ?? 0, url: 'http://localhost:3000' });
    await expect(takeLock(home, 'http://localhost:4000')).rejects.toThrow(/already runs.*PURSER_DATA_DIR/);
    const gone = new Promise((resolve) => other.once('exit', resolve));
    other.kill();
    await gone;
    await takeLock(home, 'http://localhost:4000');
    expect(statSync(path.join(home, 'running.json')).mode & 0o077).toBe(0);
    dropLock(home);
    expect(findRunning(home)).toBeUndefined();
  });

  it('ends a server that outlived its launcher and does not go by itself', async () => {
    const orphan = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000) // dist/backend/main.js']);
    const ended = new Promise((resolve) => orphan.once('exit', (_, signal) => resolve(signal)));
    writeLock(home, { launcher: 2 ** 22 + 1, server: orphan.pid, url: 'http://localhost:3000' });
    await takeLock(home, 'http://localhost:3000');
    await expect(ended).resolves.toBe('SIGKILL');
  }, 15_000);
});

describe('ports', () => {
  let taken: Server;
  let port: number;
  beforeAll(async () => {
    port = await freePort();
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => taken.close(resolve)));

  it('a taken port is one sentence that names the variable', async () => {
    await expect(claimPort('PORT', port, '127.0.0.1')).rejects.toThrow(
      `Port ${port} is taken by another program: stop it, or set PORT to a free port.`,
    );
  });

  it('a free port is claimed and given back', async () => {
    const free = await freePort();
    await claimPort('PORT', free, '127.0.0.1');
    await claimPort('PORT', free, '127.0.0.1');
  });
});

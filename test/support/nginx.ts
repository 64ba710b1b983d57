/** The nginx of the documentation, on ports of the test's own. Debian: `nginx-light`. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../launcher/ports.js';

const run = promisify(execFile);
const documented = path.resolve(import.meta.dirname, '../../docs/nginx.conf');

export class Nginx {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly process: ChildProcess,
    private readonly port: number,
  ) {}

  static async over(backends: readonly string[]): Promise<Nginx> {
    const folder = mkdtempSync(path.join(tmpdir(), 'purser-nginx-'));
    const port = await freePort();
    write(folder, port, backends);
    const child = spawn('nginx', ['-p', folder, '-c', 'nginx.conf'], { stdio: 'ignore' });
    const nginx = new Nginx(`http://127.0.0.1:${port}`, folder, child, port);
    for (let tries = 0; tries < 100; tries += 1) {
      if (
        await fetch(`${nginx.url}/health/live`).then(
          (answer) => answer.ok,
          () => false,
        )
      )
        return nginx;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('nginx does not answer; is nginx-light installed?');
  }

  /** From now on new connections go to these; open ones stay where they are. */
  async point(backends: readonly string[]): Promise<void> {
    write(this.folder, this.port, backends);
    await run('nginx', ['-p', this.folder, '-c', 'nginx.conf', '-s', 'reload']);
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function write(folder: string, port: number, backends: readonly string[]): void {
  const servers = backends.map(
    (url) => `  server ${new URL(url).host.replace('localhost', '127.0.0.1')} max_fails=1 fail_timeout=1s;`,
  );
  const site = readFileSync(documented, 'utf8')
    .replace(/^ {2}server .*;\n(?: {2}server .*;\n)*/m, `${servers.join('\n')}\n`)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace(/^ {2}ssl_.*\n/gm, '');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(' ');
  const whole = `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; worker_processes 1;
events { worker_connections 1024; }
http { access_log off; ${temporary}
${site}
}`;
  writeFileSync(path.join(folder, 'nginx.conf'), whole);
}

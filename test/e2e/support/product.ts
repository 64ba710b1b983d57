/** The real product, started by its own launcher in a folder and on ports of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../launcher/ports.js';
import { Inbox } from './inbox.js';

const ownRoot = path.resolve(import.meta.dirname, '../../..');

export interface Login {
  readonly email: string;
  readonly password: string;
}

export interface ProductOptions {
  /** Folder of the project; a copy of it, for what changes its files. */
  readonly root?: string;
  /** Goes on with the data of a product that was stopped with `keepData`. */
  readonly dataDir?: string;
  readonly port?: number;
  readonly mailUiPort?: number;
  readonly variables?: NodeJS.ProcessEnv;
}

export class Product {
  private constructor(
    readonly dataDir: string,
    readonly port: number,
    readonly mailUiPort: number,
    private readonly launcher: ChildProcess,
  ) {}

  output = '';

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  get inbox(): Inbox {
    return new Inbox(`http://127.0.0.1:${this.mailUiPort}`);
  }

  /** Resolves when the panel stands; throws with the launcher's words when it ends before. */
  static async start(options: ProductOptions = {}): Promise<Product> {
    const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'purser-e2e-'));
    const root = options.root ?? ownRoot;
    const port = options.port ?? (await freePort());
    const mailUiPort = options.mailUiPort ?? (await freePort());
    const launcher = spawn(process.execPath, [path.join(root, 'launcher/run.mjs'), 'start'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: 'development',
        NO_COLOR: '1',
        PORT: String(port),
        PURSER_MAIL_UI_PORT: String(mailUiPort),
        PURSER_DATA_DIR: dataDir,
        // Everybody in the walks comes from one address.
        AUTH_MAIL_REQUESTS: '1000',
        ...options.variables,
      },
    });
    const product = new Product(dataDir, port, mailUiPort, launcher);
    for (const stream of [launcher.stdout, launcher.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        product.output += text;
      });
    }
    await product.untilPanel();
    return product;
  }

  /** Accounts of the first start, as the panel shows them. */
  get operator(): Login {
    return this.seeded('Operator');
  }

  get customer(): Login {
    return this.seeded('Customer');
  }

  /** Process id of the server that runs now. */
  get serverPid(): number {
    const server = this.runningServer();
    if (!server) throw new Error('There is no server process now.');
    return server;
  }

  get launcherPid(): number {
    return this.launcher.pid ?? 0;
  }

  /** SIGKILL of the server; the launcher starts it again. Resolves when health is green. */
  async killServer(): Promise<void> {
    const killed = this.serverPid;
    process.kill(killed, 'SIGKILL');
    const another = () => this.runningServer() !== undefined && this.runningServer() !== killed;
    await this.until(async () => another() && (await this.isHealthy()), 'the server came back');
  }

  /** SIGKILL of the launcher: what it started has to notice by itself. */
  async killLauncher(): Promise<void> {
    const gone = this.ended();
    this.launcher.kill('SIGKILL');
    await gone;
  }

  /** As Ctrl-C does. Answers how many milliseconds it took. */
  async stop({ keepData = false }: { keepData?: boolean } = {}): Promise<number> {
    const asked = performance.now();
    const gone = this.ended();
    this.launcher.kill('SIGINT');
    await gone;
    if (!keepData) rmSync(this.dataDir, { recursive: true, force: true });
    return performance.now() - asked;
  }

  async isHealthy(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/health`, { signal: AbortSignal.timeout(2_000) })).ok;
    } catch {
      return false;
    }
  }

  private runningServer(): number | undefined {
    return (JSON.parse(readFileSync(path.join(this.dataDir, 'running.json'), 'utf8')) as { server?: number }).server;
  }

  private async ended(): Promise<void> {
    if (this.launcher.exitCode !== null || this.launcher.signalCode !== null) return;
    await new Promise((resolve) => this.launcher.once('exit', resolve));
  }

  private async untilPanel(): Promise<void> {
    const stands = () => this.output.includes('Ctrl-C stops everything.');
    await this.until(() => stands() || this.launcher.exitCode !== null, 'the panel stood', 180_000);
    if (!stands()) throw new Error(this.output.trim());
  }

  private async until(holds: () => boolean | Promise<boolean>, what: string, milliseconds = 60_000): Promise<void> {
    for (const deadline = Date.now() + milliseconds; Date.now() < deadline; await sleep(50)) {
      if (await holds()) return;
    }
    throw new Error(`Waited ${milliseconds} ms, but not ${what}.\n${this.output}`);
  }

  private seeded(who: string): Login {
    const [, email, password] = new RegExp(`${who}\\s+(\\S+@\\S+)\\s+(\\S+)`).exec(this.output) ?? [];
    if (!email || !password) throw new Error(`The panel shows no ${who}:\n${this.output}`);
    return { email, password };
  }
}

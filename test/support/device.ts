/** An app on a device, in a process of its own: it is told lines and says lines, `<what> <JSON>`. */
import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(__dirname, '../..');

/** Of this test file's devices, by their source. */
const bundles = new Map<string, Promise<string>>();
const folder = mkdtempSync(path.join(tmpdir(), 'purser-device-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export class Device {
  private readonly said: string[] = [];
  private errors = '';

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    let rest = '';
    child.stdout.on('data', (part: Buffer) => {
      const lines = (rest + part.toString()).split('\n');
      rest = lines.pop() ?? '';
      this.said.push(...lines);
    });
    child.stderr.on('data', (part: Buffer) => {
      this.errors += part.toString();
    });
  }

  /** `file` is relative to the root and may be TypeScript. */
  static async start(file: string, args: readonly string[]): Promise<Device> {
    const bundle = bundles.get(file) ?? bundled(file);
    bundles.set(file, bundle);
    return new Device(spawn(process.execPath, ['--no-warnings', await bundle, ...args], { cwd: root }));
  }

  /** What it said last under this name. */
  last<T>(what: string): T | undefined {
    const line = this.said.findLast((each) => each.startsWith(`${what} `));
    return line === undefined ? undefined : (JSON.parse(line.slice(what.length + 1)) as T);
  }

  tell(line: string): void {
    this.child.stdin.write(`${line}\n`);
  }

  async until(what: (device: Device) => boolean, withinMs = 20_000): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!what(this)) {
      if (performance.now() > deadline || this.child.exitCode !== null) {
        throw new Error(`It never came so far: ${this.said.slice(-6).join('\n')}\n${this.errors.slice(-2_000)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async kill(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await gone;
  }
}

async function bundled(file: string): Promise<string> {
  const to = path.join(folder, String(bundles.size));
  await promisify(execFile)(process.execPath, ['test/support/bundle-device.mjs', file, to], { cwd: root });
  return path.join(to, 'device.mjs');
}

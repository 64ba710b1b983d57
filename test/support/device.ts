/** An app on a device, in a process of its own: it is told lines and says lines, `<what> <JSON>`. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

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
  static start(file: string, args: readonly string[]): Device {
    const flags = ['--no-warnings', '--conditions=source', '--import', 'tsx'];
    return new Device(spawn(process.execPath, [...flags, file, ...args], { cwd: root }));
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

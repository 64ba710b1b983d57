import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './build/sources.js';
import { LaunchRefusal } from './refusal.js';

const script = path.join(root, 'dist/backend/cli/main.js');

export interface CommandOutcome {
  readonly code: number;
  readonly lines: readonly string[];
}

/** Runs a command of the house over the built server; its output is shown, or caught when `quiet`. */
export async function runHouseCommand(
  args: readonly string[],
  variables: NodeJS.ProcessEnv,
  { quiet = false }: { quiet?: boolean } = {},
): Promise<CommandOutcome> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: variables,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject).once('close', (exit) => resolve(exit ?? 1));
  });
  return { code, lines: output.split('\n').filter(Boolean) };
}

/** The same, quiet, for a command whose failure ends the start. */
export async function needHouseCommand(
  args: readonly string[],
  variables: NodeJS.ProcessEnv,
): Promise<readonly string[]> {
  const { code, lines } = await runHouseCommand(args, variables, { quiet: true });
  if (code === 0) return lines;
  throw new LaunchRefusal(`"pnpm purser ${args.join(' ')}" did not succeed:\n  ${lines.slice(-12).join('\n  ')}`);
}

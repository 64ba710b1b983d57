import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { root } from './build/sources.js';
import { LaunchRefusal } from './refusal.js';

const script = path.join(root, 'dist/backend/cli/main.js');

export interface CommandOutcome {
  readonly code: number;
  /** What it printed, when quiet. */
  readonly lines: readonly string[];
  /** What it complained of, when quiet. */
  readonly complaints: readonly string[];
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
  const [lines, complaints] = [linesOf(child.stdout), linesOf(child.stderr)];
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject).once('close', (exit) => resolve(exit ?? 1));
  });
  return { code, lines: lines(), complaints: complaints() };
}

function linesOf(stream: Readable | null): () => string[] {
  let text = '';
  stream?.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  return () => text.split('\n').filter(Boolean);
}

/** The same, quiet, for a command whose failure ends the start. */
export async function needHouseCommand(
  args: readonly string[],
  variables: NodeJS.ProcessEnv,
): Promise<readonly string[]> {
  const { code, lines, complaints } = await runHouseCommand(args, variables, { quiet: true });
  if (code === 0) return lines;
  throw new LaunchRefusal(
    `"pnpm purser ${args.join(' ')}" did not succeed:\n  ${[...lines, ...complaints].slice(-12).join('\n  ')}`,
  );
}

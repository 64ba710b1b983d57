import type { CommandRun } from '@purser/kit/backend/cli';

export interface CommandWords {
  readonly args: readonly string[];
  readonly options: CommandRun['options'];
}

/** `--to me@example.org` and `--to=me@example.org` give a string, a bare `--force` gives true, the rest are arguments. */
export function readWords(words: readonly string[]): CommandWords {
  const args: string[] = [];
  const options: Record<string, string | true> = {};
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('--') || word === '--') {
      args.push(word);
      continue;
    }
    const [name = '', ...value] = word.slice(2).split('=');
    const next = words[at + 1];
    if (value.length) options[name] = value.join('=');
    else if (next !== undefined && !next.startsWith('--')) {
      options[name] = next;
      at += 1;
    } else options[name] = true;
  }
  return { args, options };
}

/** The command whose name the words begin with, the longest one first, and what is left of them. */
export function findCommand<C extends { readonly name: string }>(
  commands: readonly C[],
  words: readonly string[],
): { command: C; rest: string[] } | undefined {
  const [command] = commands
    .filter(({ name }) => name.split(' ').every((part, at) => words[at] === part))
    .sort((a, b) => b.name.length - a.name.length);
  return command && { command, rest: words.slice(command.name.split(' ').length) };
}

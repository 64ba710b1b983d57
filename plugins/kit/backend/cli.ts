import type { Type } from '@nestjs/common';

export interface CommandRun {
  /** What follows the command's name and is no option. */
  readonly args: readonly string[];
  /** `--to me@example.org` and `--to=me@example.org` give a string, a bare `--force` gives true. */
  readonly options: Readonly<Record<string, string | true>>;
  /** One line for the person at the terminal. */
  print(line: string): void;
}

/** An injectable of the plugin's own module. A `Refusal` ends the command with its sentence and exit code 1. */
export interface Command {
  run(run: CommandRun): Promise<void>;
}

export interface CommandDeclaration {
  /** One or two words, e.g. `operator create`. */
  readonly name: string;
  /** One phrase for the list that `pnpm purser` prints. */
  readonly description: string;
  /** What follows the name, e.g. `--email <address> [--role owner]`. */
  readonly usage?: string;
  /** The database is brought up to this release before it runs: for what also has to work on an empty one. */
  readonly migratesFirst?: boolean;
  readonly run: Type<Command>;
}

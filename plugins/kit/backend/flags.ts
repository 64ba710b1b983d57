import type { EntityManager } from 'typeorm';

export interface FlagDeclaration {
  readonly default: boolean;
  /** What it switches, and how to roll it out and back: shown in the console. */
  readonly description: string;
}

export abstract class Flags {
  /**
   * Declared default, overridden per environment, overridden per workspace. Unknown names throw. Inside of a transaction
   * give it as `tx`: one that waits for a second connection while it holds the first can stop all others.
   */
  abstract isOn(flag: string, workspaceId?: string, tx?: EntityManager): Promise<boolean>;
}

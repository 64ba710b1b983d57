export interface FlagDeclaration {
  readonly default: boolean;
  /** What it switches, and how to roll it out and back: shown in the console. */
  readonly description: string;
}

export abstract class Flags {
  /** Declared default, overridden per environment, overridden per workspace. Unknown names throw. */
  abstract isOn(flag: string, workspaceId?: string): Promise<boolean>;
}

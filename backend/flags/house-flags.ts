import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type FlagDeclaration, Flags } from '@purser/kit/backend/flags';
import { HOUSE_PLUGINS, type HousePlugins } from '@purser/kit/backend/house';
import { HouseSettings } from '@purser/kit/backend/settings';
import { Signals } from '@purser/kit/backend/signals';
import { DataSource, type EntityManager } from 'typeorm';

export const FLAG_CHANNEL = 'house.flags';

interface Overrides {
  readonly environment: ReadonlyMap<string, boolean>;
  readonly workspaces: ReadonlyMap<string, boolean>;
}

/** All overrides are held in memory and read again when any process changes one: a flag costs no query. */
@Injectable()
export class HouseFlags extends Flags implements OnModuleInit {
  readonly declared: ReadonlyMap<string, FlagDeclaration & { readonly plugin: string }>;
  private overrides: Promise<Overrides> | undefined;
  /** What `overrides` has come to. */
  private known: Overrides | undefined;

  constructor(
    @Inject(HOUSE_PLUGINS) plugins: HousePlugins,
    private readonly settings: HouseSettings,
    private readonly signals: Signals,
    private readonly dataSource: DataSource,
  ) {
    super();
    this.declared = new Map(
      plugins.flatMap(({ name, flags = {} }) =>
        Object.entries<FlagDeclaration>(flags).map(([flag, declaration]) => [flag, { ...declaration, plugin: name }]),
      ),
    );
  }

  onModuleInit(): void {
    this.signals.subscribe(
      FLAG_CHANNEL,
      () => this.forget(),
      () => this.forget(),
    );
  }

  async isOn(flag: string, workspaceId?: string, tx?: EntityManager): Promise<boolean> {
    const declaration = this.declared.get(flag);
    if (!declaration) throw new Error(`No plugin declares the flag "${flag}".`);
    const { environment, workspaces } = this.known ?? (await (tx ? this.load(tx) : this.read()));
    const ofWorkspace = workspaceId === undefined ? undefined : workspaces.get(`${flag} ${workspaceId}`);
    return ofWorkspace ?? environment.get(flag) ?? declaration.default;
  }

  /** Every declared flag as it is for everyone. */
  async forEveryone(): Promise<Record<string, boolean>> {
    const entries = await Promise.all(
      [...this.declared.keys()].map(async (flag) => [flag, await this.isOn(flag)] as const),
    );
    return Object.fromEntries(entries);
  }

  forget(): void {
    this.overrides = undefined;
    this.known = undefined;
  }

  private read(): Promise<Overrides> {
    if (this.overrides) return this.overrides;
    const reading = this.load(this.dataSource.manager);
    this.overrides = reading;
    reading.then(
      (overrides) => {
        if (this.overrides === reading) this.known = overrides;
      },
      () => {
        if (this.overrides === reading) this.forget();
      },
    );
    return reading;
  }

  private async load(manager: EntityManager): Promise<Overrides> {
    const rows: { flag: string; workspace_id: string | null; is_on: boolean }[] = await manager.query(
      'SELECT flag, workspace_id, is_on FROM house_flag WHERE environment = $1 OR workspace_id IS NOT NULL',
      [this.settings.mode],
    );
    const environment = new Map<string, boolean>();
    const workspaces = new Map<string, boolean>();
    for (const row of rows) {
      if (row.workspace_id === null) environment.set(row.flag, row.is_on);
      else workspaces.set(`${row.flag} ${row.workspace_id}`, row.is_on);
    }
    return { environment, workspaces };
  }
}

/** A house that provisions stores, with leases short enough to see them end and pauses that a test can wait for. */
import type { PluginEntry } from '@purser/kit/backend/plugin';
import { createTestHouse, type TestHouse, type TestHouseOptions } from '@purser/kit/testing/house';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { provisioning } from '../../plugins/provisioning/backend/provisioning.plugin.js';
import { STORE_STEPS, type Step } from '../../plugins/provisioning/backend/step/store-step.js';
import { StoreProvisioner } from '../../plugins/provisioning/backend/store/store-provisioner.service.js';
import type { DesiredState, StoreCourse, StorePhase, StoreStep } from '../../plugins/provisioning/records.js';
import { sync } from '../../plugins/sync/backend/sync.plugin.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import type { TestPerson } from './people.js';

export const LEASE_MS = 1_000;

const quick = {
  leaseMs: LEASE_MS,
  renewMs: 200,
  backoffFirstMs: 1,
  backoffMaxMs: 2,
  sweepMs: 0,
  maxFailures: 8,
  probeLiveMs: 500,
  // What a test breaks is found at once.
  probeFreshMs: 0,
};

export interface StoreRow {
  readonly phase: StorePhase;
  readonly failed_from: StorePhase | null;
  readonly error: string | null;
  readonly failures: number;
  readonly fence: string;
  readonly lease_owner: string | null;
  readonly backend_id: string;
  readonly desired: DesiredState;
  readonly settled: DesiredState | null;
  readonly course: StoreCourse;
  readonly walk: number;
}

export interface Attempt {
  readonly attempt: number;
  readonly state: string;
  readonly error: string | null;
}

export class StoreHouse {
  private constructor(readonly house: TestHouse) {}

  static async open(
    more: readonly PluginEntry[] = [],
    house: Omit<TestHouseOptions, 'plugins'> = {},
    options: Partial<typeof quick> & Pick<NonNullable<Parameters<typeof provisioning>[0]>, 'quota'> = {},
  ): Promise<StoreHouse> {
    const plugins = [
      auth(),
      workspace({ workspacesPerOwner: 10_000 }),
      sync({ sweepMs: 500 }),
      provisioning({ ...quick, ...options }),
      ...more,
    ];
    return new StoreHouse(await createTestHouse({ plugins, ...house }));
  }

  // biome-ignore lint/suspicious/noExplicitAny: rows of whatever a test asks for
  sql(text: string, values: unknown[] = []): Promise<any[]> {
    return this.house.dataSource.query(text, values);
  }

  /** Of a new workspace of this person; only requested. */
  async aStore(owner: TestPerson): Promise<{ id: string; workspaceId: string }> {
    const answer = await this.house
      .request()
      .post('/api/workspaces')
      .set('Authorization', owner.bearer)
      .send({ name: `W ${Math.random()}` })
      .expect(201);
    const workspaceId: string = answer.body.id;
    const [row] = await this.sql('SELECT id FROM provisioning_store WHERE workspace_id = $1', [workspaceId]);
    return { id: row.id, workspaceId };
  }

  async row(id: string): Promise<StoreRow> {
    return (await this.sql('SELECT * FROM provisioning_store WHERE id = $1', [id]))[0];
  }

  attempts(id: string, step: StoreStep): Promise<Attempt[]> {
    return this.sql(
      'SELECT attempt, state, error FROM provisioning_step WHERE store_id = $1 AND step = $2 ORDER BY walk, attempt',
      [id, step],
    );
  }

  /** As a worker does, without its queue. */
  provision(id: string, stop = new AbortController().signal): Promise<void> {
    return this.house.get<StoreProvisioner>(StoreProvisioner).provision(id, stop);
  }

  step(name: StoreStep): Step {
    const step = this.house.get<readonly Step[]>(STORE_STEPS).find((known) => known.name === name);
    if (!step) throw new Error(`There is no step ${name}.`);
    return step;
  }

  /** Runs jobs until the store rests in this phase. */
  async worked(id: string, phase: StorePhase): Promise<StoreRow> {
    for (let turn = 0; turn < 60 && (await this.row(id)).phase !== phase; turn += 1) {
      await wait(4);
      await this.house.runJobs();
    }
    const row = await this.row(id);
    if (row.phase !== phase) throw new Error(`The store is ${row.phase}, not ${phase}: ${row.error}`);
    return row;
  }

  async fencedWrites(): Promise<number> {
    const { text } = await this.house.request().get('/metrics');
    return Number(/purser_store_fenced_writes_total (\d+)/.exec(text)?.[1] ?? 0);
  }
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

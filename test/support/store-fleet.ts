/** Workers that are processes of their own, killed and frozen while people ask for stores. */
import { type SpawnedProcess, spawnTypescript } from './spawn-typescript.js';
import { type StoreHouse, wait } from './store-house.js';

/** Past the lease of a worker (2 s). */
const FROZEN_MS = 3_000;

export class StoreFleet {
  private readonly workers: SpawnedProcess[] = [];
  private readonly frozen = new Set<SpawnedProcess>();

  constructor(
    private readonly stores: StoreHouse,
    private readonly random: () => number,
  ) {}

  async start(size: number): Promise<void> {
    await Promise.all(Array.from({ length: size }, () => this.add()));
  }

  /** SIGKILL, in whatever it is at; another one takes its place, as a supervisor sees to it. */
  async kill(): Promise<void> {
    const worker = this.any();
    if (!worker) return;
    this.workers.splice(this.workers.indexOf(worker), 1);
    await worker.kill();
    await this.add();
  }

  /** Stopped past its lease, and then it goes on as if nothing had been. */
  async freeze(): Promise<void> {
    const worker = this.any();
    if (!worker) return;
    this.frozen.add(worker);
    worker.child.kill('SIGSTOP');
    await wait(FROZEN_MS);
    worker.child.kill('SIGCONT');
    this.frozen.delete(worker);
  }

  /** Writes that came too late and were refused, by those that live. */
  async fencedWrites(): Promise<number> {
    const counts = await Promise.all(
      this.workers.map(async (worker) => {
        worker.tell('how many?');
        return Number((await worker.said('fenced ')).slice('fenced '.length));
      }),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async stop(): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.kill()));
  }

  /** Not one that is frozen: it would be killed in its sleep. */
  private any(): SpawnedProcess | undefined {
    const awake = this.workers.filter((worker) => !this.frozen.has(worker));
    return awake[Math.floor(this.random() * awake.length)];
  }

  private async add(): Promise<void> {
    const worker = spawnTypescript('test/fixtures/provisioning-process/job-worker.ts', {
      PROVISION_DATABASE_URL: this.stores.house.databaseUrl,
      PROVISION_PUBLIC_URL: this.stores.house.url,
    });
    await worker.said('ready', 60_000);
    this.workers.push(worker);
  }
}

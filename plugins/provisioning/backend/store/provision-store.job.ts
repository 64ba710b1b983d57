import { Injectable } from '@nestjs/common';
import { Flags } from '@purser/kit/backend/flags';
import type { Job, JobRun } from '@purser/kit/backend/jobs';
import { DataSource } from 'typeorm';
import { AUTOMATIC } from '../provisioning.flags.js';
import { StoreProvisioner } from './store-provisioner.service.js';

/** Its pauses and its tries are the store's own: a failed step queues the next run itself. */
@Injectable()
export class ProvisionStore implements Job<{ storeId: string }> {
  constructor(
    private readonly provisioner: StoreProvisioner,
    private readonly flags: Flags,
    private readonly dataSource: DataSource,
  ) {}

  async run({ payload: { storeId }, signal }: JobRun<{ storeId: string }>): Promise<void> {
    const [store]: { workspace_id: string; waits: boolean }[] = await this.dataSource.query(
      `SELECT workspace_id, phase = 'requested' AND approved_at IS NULL AS waits FROM provisioning_store WHERE id = $1`,
      [storeId],
    );
    if (!store) return;
    if (store.waits && !(await this.flags.isOn(AUTOMATIC, store.workspace_id))) return;
    await this.provisioner.provision(storeId, signal);
  }
}

import { Injectable } from '@nestjs/common';
import { Signals } from '@purser/kit/backend/signals';
import type { EntityManager } from 'typeorm';
import type { ChangeKind } from '../../records.js';

export const CHANGES_CHANNEL = 'workspace_changes';

/** Ids, kinds and versions only: who may know more asks for it. */
export interface WorkspaceChange {
  readonly workspaceId: string;
  readonly kind: ChangeKind;
  /** Of what changed: the workspace, the person whose membership it is, the invitation. */
  readonly id: string;
  /** Null when it is gone. */
  readonly version: number | null;
  /** People it concerns beside the members, or who are members no longer. */
  readonly people?: readonly string[];
}

/** Tells every open screen, on every process, if and only if the transaction commits. */
@Injectable()
export class WorkspaceChanges {
  constructor(private readonly signals: Signals) {}

  async tell(tx: EntityManager, change: WorkspaceChange): Promise<void> {
    await this.signals.send(CHANGES_CHANNEL, JSON.stringify(change), tx);
  }
}

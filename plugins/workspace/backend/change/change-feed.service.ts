import { Injectable } from '@nestjs/common';
import { Signals } from '@purser/kit/backend/signals';
import { HintFeed } from '@purser/kit/backend/streams';
import { CHANGES_CHANNEL, type WorkspaceChange } from './workspace-changes.service.js';

/** Changes of workspaces as they commit. */
@Injectable()
export class ChangeFeed extends HintFeed<WorkspaceChange> {
  constructor(signals: Signals) {
    super(signals, CHANGES_CHANNEL, (payload) => JSON.parse(payload) as WorkspaceChange);
  }
}

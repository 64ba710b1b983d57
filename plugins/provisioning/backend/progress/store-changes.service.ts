import { Injectable } from '@nestjs/common';
import { Signals } from '@purser/kit/backend/signals';
import { HintFeed } from '@purser/kit/backend/streams';
import { STORE_CHANNEL } from '../store/store-requests.service.js';

/** The id of a workspace whose store changed. */
@Injectable()
export class StoreChanges extends HintFeed<string> {
  constructor(signals: Signals) {
    super(signals, STORE_CHANNEL, (workspaceId) => workspaceId);
  }
}

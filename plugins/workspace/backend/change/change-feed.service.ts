import { type BeforeApplicationShutdown, Injectable, type OnModuleInit } from '@nestjs/common';
import { Signals } from '@purser/kit/backend/signals';
import { type Observable, Subject } from 'rxjs';
import { CHANGES_CHANNEL, type WorkspaceChange } from './workspace-changes.service.js';

/** Changes of this and every other process as they commit; null = some may have been missed. */
@Injectable()
export class ChangeFeed implements OnModuleInit, BeforeApplicationShutdown {
  private readonly feed = new Subject<WorkspaceChange | null>();
  private unsubscribe = () => {};

  constructor(private readonly signals: Signals) {}

  onModuleInit(): void {
    this.unsubscribe = this.signals.subscribe(
      CHANGES_CHANNEL,
      (payload) => this.feed.next(JSON.parse(payload) as WorkspaceChange),
      () => this.feed.next(null),
    );
  }

  /** Before the server waits for its connections to end: the streams must end first. */
  beforeApplicationShutdown(): void {
    this.unsubscribe();
    this.feed.complete();
  }

  /** Completes when the process stops. */
  changes(): Observable<WorkspaceChange | null> {
    return this.feed.asObservable();
  }
}

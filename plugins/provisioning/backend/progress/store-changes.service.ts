import { type BeforeApplicationShutdown, Injectable, type OnModuleInit } from '@nestjs/common';
import { Signals } from '@purser/kit/backend/signals';
import { filter, type Observable, Subject } from 'rxjs';
import { STORE_CHANNEL } from '../store/store-requests.service.js';

/** Hints of this and every other process that a workspace's store changed. */
@Injectable()
export class StoreChanges implements OnModuleInit, BeforeApplicationShutdown {
  /** null = some may have been missed, so everybody looks. */
  private readonly workspaces = new Subject<string | null>();
  private unsubscribe = () => {};

  constructor(private readonly signals: Signals) {}

  onModuleInit(): void {
    this.unsubscribe = this.signals.subscribe(
      STORE_CHANNEL,
      (workspaceId) => this.workspaces.next(workspaceId),
      () => this.workspaces.next(null),
    );
  }

  /** Before the server waits for its connections to end: the streams must end first. */
  beforeApplicationShutdown(): void {
    this.unsubscribe();
    this.workspaces.complete();
  }

  /** Completes when the process stops. */
  of(workspaceId: string): Observable<string | null> {
    return this.workspaces.pipe(filter((changed) => changed === null || changed === workspaceId));
  }
}

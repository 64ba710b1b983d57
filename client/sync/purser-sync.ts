/**
 * LiveStore's sync backend over Purser's socket. Unlike the stock client it fetches a ticket for every connection, so
 * a renewed session needs no new store, and it tells the truth about its state.
 */
import {
  BackendIdMismatchError,
  IsOfflineError,
  ServerAheadError,
  SyncBackend,
  type SyncOptions,
} from '@livestore/common';
import { Effect, Option, Runtime, Stream, SubscriptionRef } from '@livestore/utils/effect';
import { pagesOf } from './chunks.js';
import { Link, type WebSocketMaker } from './link.js';
import type { PushOutcome } from './open-socket.js';
import { openTabDesk } from './tab-desk.js';
import type { TicketDesk } from './ticket.js';
import type { PullPage, WireEvent, WireFailure } from './wire.js';

export interface PurserSyncOptions {
  /**
   * Where tickets come from. None: this runs in a worker, and the tabs answer (`openSyncDesk`).
   * In Node, or in the page itself: `sessionDesk(manager, workspaceId)`.
   */
  readonly desk?: (storeId: string) => TicketDesk;
  /** For Node before 22: `(url) => new WebSocket(url)` of the package `ws`. */
  readonly makeSocket?: WebSocketMaker;
}

type Backend = SyncBackend.SyncBackend;
type PullError = Stream.Stream.Error<ReturnType<Backend['pull']>>;
type Batch = Parameters<Backend['push']>[0];

/** How long the missing events may take after the server said that it is ahead, before the pull is begun anew. */
const AHEAD_LIMIT_MS = 10_000;

/**
 * The `sync` option of LiveStore's worker and adapters, with the defaults that lose nothing: a replaced server log stops
 * the store instead of deleting what was not sent.
 */
export function purserSync(options: PurserSyncOptions = {}): SyncOptions {
  return {
    backend: makePurserSync(options),
    initialSyncOptions: { _tag: 'Skip' },
    onSyncError: 'ignore',
    onBackendIdMismatch: 'shutdown',
    livePull: true,
  };
}

export function makePurserSync({
  desk = openTabDesk,
  makeSocket = globalSocket,
}: PurserSyncOptions = {}): SyncBackend.SyncBackendConstructor {
  return ({ storeId }) =>
    Effect.gen(function* () {
      const isConnected = yield* SubscriptionRef.make(false);
      const backendId = yield* SyncBackend.makeBackendIdHelper;
      const runtime = yield* Effect.runtime();
      const link = new Link({
        desk: desk(storeId),
        makeSocket,
        origin: globalThis.location?.origin,
        onOpenChange: (isOpen) => void Runtime.runFork(runtime)(SubscriptionRef.set(isConnected, isOpen)),
      });
      void link.run();
      yield* Effect.addFinalizer(() => Effect.sync(() => link.close()));

      const opened = Effect.tryPromise({ try: (signal) => link.whenOpen(signal), catch: offline });

      const writable = Effect.tryPromise({ try: (signal) => link.whenOpen(signal, true), catch: offline });

      const pull: Backend['pull'] = (cursor, options) =>
        Stream.unwrapScoped(
          Effect.gen(function* () {
            const from = Option.match(cursor, {
              onNone: () => 0,
              onSome: ({ eventSequenceNumber }) => eventSequenceNumber,
            });
            link.startsFrom(from);
            const socket = yield* opened;
            const wireCursor =
              from === 0 ? null : { eventSequenceNumber: from, backendId: Option.getOrElse(backendId.get(), () => '') };
            const pages = yield* Effect.acquireRelease(
              Effect.sync(() => pagesOf(socket, wireCursor, options?.live === true)),
              (open) => Effect.sync(() => open.cancel()),
            );
            let taken: PullPage | null = null;
            return Stream.repeatEffectOption(
              Effect.gen(function* () {
                if (taken)
                  link.received(taken.batch.at(-1)?.eventEncoded.seqNum ?? null, taken.pageInfo._tag === 'NoMore');
                const next = yield* Effect.promise(() => pages.next());
                if (next.kind === 'page') {
                  taken = next.page;
                  yield* Effect.mapError(backendId.lazySet(next.page.backendId), failed);
                  return itemOf(next.page);
                }
                if (next.kind === 'done') return yield* Effect.fail(Option.none<PullError>());
                if (next.kind === 'lost') return yield* Effect.fail(failed(offline('The connection was lost')));
                return yield* Effect.fail(failed(yield* refused(link, next.failure)));
              }),
            );
          }),
        );

      const pushOnce = (batch: readonly WireEvent[]): Effect.Effect<PushOutcome, IsOfflineError> =>
        Effect.flatMap(writable, (socket) =>
          Effect.promise(() => socket.push(batch, Option.getOrNull(backendId.get()))),
        );

      const push: Backend['push'] = (batch) =>
        Effect.gen(function* () {
          if (batch.length === 0) return;
          const outcome = yield* pushOnce(batch).pipe(Effect.repeat({ until: ({ kind }) => kind !== 'lost' }));
          if (outcome.kind === 'acked') link.acknowledged(outcome.head);
          if (outcome.kind === 'failed') return yield* Effect.fail(yield* refusedPush(link, outcome.failure, batch));
        });

      return SyncBackend.of({
        isConnected,
        connect: Effect.void,
        ping: Effect.asVoid(opened),
        pull,
        push,
        metadata: { name: '@purser/client', description: 'Purser sync: a ticket for every connection', protocol: 'ws' },
        supports: { pullPageInfoKnown: true, pullLive: true },
      });
    });
}

function itemOf({ batch, pageInfo }: PullPage): SyncBackend.PullResItem {
  return {
    pageInfo,
    batch: batch.map(({ eventEncoded, metadata }) => ({
      eventEncoded: eventEncoded as Batch[number],
      metadata: metadata?._tag === 'Some' ? Option.some(metadata.value as never) : Option.none(),
    })),
  };
}

const refused = (link: Link, failure: WireFailure) =>
  Effect.promise(async () => {
    if (failure._tag !== 'BackendIdMismatchError') return offline(failure._tag);
    await link.restored();
    return new BackendIdMismatchError({ expected: failure.expected, received: failure.received });
  });

const refusedPush = (link: Link, failure: WireFailure, batch: Batch) =>
  Effect.gen(function* () {
    if (failure._tag !== 'ServerAheadError') return yield* refused(link, failure);
    link.expectsUpTo(failure.minimumExpectedNum, AHEAD_LIMIT_MS);
    return new ServerAheadError({
      minimumExpectedNum: failure.minimumExpectedNum as Batch[number]['seqNum'],
      providedNum: (batch[0]?.parentSeqNum ?? failure.providedNum) as Batch[number]['seqNum'],
    });
  });

const failed = (error: PullError): Option.Option<PullError> => Option.some(error);

function offline(cause: unknown): IsOfflineError {
  return new IsOfflineError({ cause });
}

function globalSocket(url: string): WebSocket {
  if (typeof WebSocket === 'undefined') {
    throw new Error(
      'There is no WebSocket here. Before Node 22 pass makeSocket: (url) => new WebSocket(url) of the package ws.',
    );
  }
  return new WebSocket(url);
}

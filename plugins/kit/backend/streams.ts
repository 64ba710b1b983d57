/** Server-sent events out of signals: what changes on any process reaches every open screen, while its reader may read. */
import type { BeforeApplicationShutdown, OnModuleInit } from '@nestjs/common';
import {
  catchError,
  concatMap,
  EMPTY,
  endWith,
  filter,
  ignoreElements,
  interval,
  map,
  merge,
  type Observable,
  of,
  Subject,
  takeUntil,
  takeWhile,
} from 'rxjs';
import type { Signals } from './signals.js';

/** Keeps proxies from closing a silent stream, and is how often it is looked whether its reader may still read. */
const BEAT_MS = 15_000;

/** No hint, whatever hints are. */
const BEAT = Symbol('beat');

/** What Nest's `@Sse()` writes. */
export interface StreamEvent {
  readonly type: string;
  readonly data: object;
}

/** Hints of this and every other process over one channel; null = some may have been missed, so everybody looks. */
export abstract class HintFeed<Hint> implements OnModuleInit, BeforeApplicationShutdown {
  private readonly subject = new Subject<Hint | null>();
  private unsubscribe = () => {};

  protected constructor(
    private readonly signals: Signals,
    private readonly channel: string,
    private readonly parse: (payload: string) => Hint,
  ) {}

  onModuleInit(): void {
    this.unsubscribe = this.signals.subscribe(
      this.channel,
      (payload) => this.subject.next(this.parse(payload)),
      () => this.subject.next(null),
    );
  }

  /** Before the server waits for its connections to end: the streams must end first. */
  beforeApplicationShutdown(): void {
    this.unsubscribe();
    this.subject.complete();
  }

  /** Completes when the process stops. */
  hints(): Observable<Hint | null> {
    return this.subject.asObservable();
  }
}

export interface EventStream<Hint, Event extends StreamEvent> {
  /** Those of a {@link HintFeed} that concern the reader. The stream ends with them. */
  readonly hints: Observable<Hint | null>;
  /** Asked before every event and with every beat; false ends the stream. */
  mayRead(): Promise<boolean>;
  /** What the reader gets for a hint; for null all there is, which is also how the stream begins. Undefined: nothing. */
  read(hint: Hint | null): Promise<Event | undefined>;
  /** Runs with every beat, after the reader was found to be one still. */
  beat?(): Promise<void>;
  /** What went wrong is for the log; the stream ends, and its reader opens it again. */
  failed(error: unknown): void;
}

/** Events one after the other, and `beat` each 15 s. Who comes back after a lost connection needs no memory of it. */
export function eventStream<Hint, Event extends StreamEvent>(
  stream: EventStream<Hint, Event>,
): Observable<Event | StreamEvent> {
  const stopped = stream.hints.pipe(ignoreElements(), endWith(true));
  const beat = interval(BEAT_MS).pipe(map((): typeof BEAT => BEAT));
  return merge(of(null), stream.hints, beat).pipe(
    takeUntil(stopped),
    concatMap(async (news): Promise<Event | StreamEvent | null | undefined> => {
      if (!(await stream.mayRead())) return null;
      if (news !== BEAT) return await stream.read(news);
      await stream.beat?.();
      return { type: 'beat', data: {} };
    }),
    takeWhile((event) => event !== null),
    filter((event) => event !== undefined),
    catchError((error: unknown) => {
      stream.failed(error);
      return EMPTY;
    }),
  );
}

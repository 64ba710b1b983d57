/**
 * What one request sets in motion, as one trace: the request, the events it publishes, the jobs they queue, the probe of a
 * store. `instrument.ts` says where traces go when there is a DSN; without one everything just runs.
 */
import type { Span } from '@purser/kit/backend/reports';

export interface TracedRequest {
  readonly method: string;
  /** Without a query. */
  readonly path: string;
  readonly requestId: string;
  /** W3C `traceparent`, if somebody sent one. */
  readonly from: string | undefined;
}

export interface Tracer {
  /** `next` runs inside; answers what ends it. A stranger's trace is gone on with, but whether it is kept is not theirs to say. */
  request(request: TracedRequest, next: () => void): (route: string | undefined, status: number) => void;
  /** Goes on with what this installation began elsewhere. Without `from` nothing is traced, and what happens stays apart all the same. */
  continued<T>(from: string | undefined, span: Span, run: () => Promise<T>): Promise<T>;
  /** A socket that was asked for with a stranger's trace. */
  answered<T>(from: string, span: Span, run: () => Promise<T>): Promise<T>;
  /** A part of what is under way; nothing where nothing is. */
  part<T>(span: Span, run: () => Promise<T>): Promise<T>;
  /** W3C `traceparent` of what is under way. */
  traceparent(): string | undefined;
}

let tracer: Tracer | undefined;

export function traceWith(traces: Tracer): void {
  tracer = traces;
}

export function beginRequest(request: TracedRequest, next: () => void): ReturnType<Tracer['request']> {
  if (tracer) return tracer.request(request, next);
  next();
  return () => undefined;
}

export function continued<T>(from: string | undefined, span: Span, run: () => Promise<T>): Promise<T> {
  return tracer ? tracer.continued(from, span, run) : run();
}

export function answered<T>(from: string | undefined, span: Span, run: () => Promise<T>): Promise<T> {
  return tracer && from !== undefined ? tracer.answered(from, span, run) : run();
}

export function part<T>(span: Span, run: () => Promise<T>): Promise<T> {
  return tracer ? tracer.part(span, run) : run();
}

export function traceparent(): string | undefined {
  return tracer?.traceparent();
}

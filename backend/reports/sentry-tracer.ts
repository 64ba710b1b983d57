/** Traces by Sentry's SDK, made of what the house says of itself: no library is patched, so no statement, header or query is in them. */
import type { Span } from '@purser/kit/backend/reports';
import type { TracedRequest, Tracer } from './traces.js';

type Sdk = Pick<
  typeof import('@sentry/nestjs'),
  'continueTrace' | 'getActiveSpan' | 'startNewTrace' | 'startSpan' | 'startSpanManual' | 'withIsolationScope'
>;

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const SAMPLED = 1;
const INTERNAL_ERROR = 2;

export function sentryTracer(sdk: Sdk): Tracer {
  const within = <T>(sentryTrace: string | undefined, run: () => T): T =>
    sentryTrace ? sdk.continueTrace({ sentryTrace, baggage: undefined }, run) : sdk.startNewTrace(run);

  return {
    request({ method, path, requestId, from }: TracedRequest, next) {
      let end: ReturnType<Tracer['request']> = () => undefined;
      sdk.withIsolationScope((scope) => {
        scope.setSDKProcessingMetadata({ normalizedRequest: { method, url: path } });
        const span = { op: 'http.server', name: method, attributes: { requestId } };
        within(asked(from), () =>
          sdk.startSpanManual(span, (begun) => {
            end = (route, status) => {
              begun.updateName(`${method} ${route ?? 'without a route'}`);
              begun.setAttributes({ 'http.response.status_code': status, 'sentry.source': 'route' });
              if (status >= 500) begun.setStatus({ code: INTERNAL_ERROR, message: 'internal_error' });
              begun.end();
            };
            next();
          }),
        );
      });
      return end;
    },
    continued(from, span, run) {
      const ours = from === undefined ? undefined : carried(from);
      return sdk.withIsolationScope(() => (ours ? within(ours, () => sdk.startSpan(attributed(span), run)) : run()));
    },
    answered: (from, span, run) =>
      sdk.withIsolationScope(() => within(asked(from), () => sdk.startSpan(attributed(span), run))),
    part: (span, run) => (sdk.getActiveSpan() ? sdk.startSpan(attributed(span), run) : run()),
    traceparent() {
      const span = sdk.getActiveSpan();
      if (!span) return undefined;
      const { traceId, spanId, traceFlags } = span.spanContext();
      return `00-${traceId}-${spanId}-0${traceFlags & SAMPLED}`;
    },
  };
}

function attributed({ op, name, data }: Span) {
  return { op, name, attributes: { ...data } };
}

/** As Sentry writes it: with whether it is kept. */
function carried(traceparent: string): string | undefined {
  const [, trace, span, flags] = TRACEPARENT.exec(traceparent) ?? [];
  return trace && `${trace}-${span}-${Number.parseInt(flags ?? '0', 16) & SAMPLED}`;
}

/** Without: else anybody could have everything of theirs kept. */
function asked(traceparent: string | undefined): string | undefined {
  const [, trace, span] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  return trace && `${trace}-${span}`;
}

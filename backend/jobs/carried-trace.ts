/** A job goes on with the trace of whoever queued it: W3C `traceparent` beside the members of its payload. */
const MEMBER = '_traceparent';

/** Only where something is traced; a payload that is no object stays as it is. */
export function withTrace(payload: unknown, traceparent: string | undefined): unknown {
  if (traceparent === undefined || typeof payload !== 'object' || payload === null || Array.isArray(payload))
    return payload;
  return { ...payload, [MEMBER]: traceparent };
}

/** The payload as it was queued. */
export function takeTrace(carried: unknown): { readonly payload: unknown; readonly traceparent: string | undefined } {
  if (typeof carried !== 'object' || carried === null || !(MEMBER in carried)) {
    return { payload: carried, traceparent: undefined };
  }
  const { [MEMBER]: traceparent, ...payload } = carried;
  return { payload, traceparent: typeof traceparent === 'string' ? traceparent : undefined };
}

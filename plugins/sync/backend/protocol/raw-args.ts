/**
 * The exact text of each event's `args`, cut out of a Push frame. Parsing and writing it anew would lose what JSON
 * cannot round-trip through JavaScript (long numbers, key order of integer keys, escapes), so the bytes are kept.
 */
import { syncClosings } from '../../names.js';
import { CloseSocket } from './close-socket.js';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const SPACE = 0x20;

/** PostgreSQL parses `json` by recursion; deeper than this nobody means it. */
const MAX_DEPTH = 200;

/**
 * `frame` must be a Push that `JSON.parse` accepted; it is read once. Of two members with one name the later counts,
 * as in `JSON.parse`. An event without `args` has those that LiveStore stores for it: `{}`.
 */
export function sliceArgs(frame: string): string[] {
  let slices: string[] = [];
  const readEvent = (event: number): number => {
    let slice = '{}';
    const end = eachMember(frame, event, (key, at) => {
      if (key !== 'args') return endOfValue(frame, at);
      const after = endOfValue(frame, at, MAX_DEPTH);
      slice = frame.slice(at, after);
      return after;
    });
    slices.push(slice);
    return end;
  };
  const readBatch = (batch: number): number => {
    slices = [];
    return eachElement(frame, batch, readEvent);
  };
  const readPayload = (payload: number): number =>
    eachMember(frame, payload, (key, at) =>
      key === 'batch' && frame.charCodeAt(at) === OPEN_BRACKET ? readBatch(at) : endOfValue(frame, at),
    );
  eachMember(frame, skipSpace(frame, 0), (key, at) =>
    key === 'payload' && frame.charCodeAt(at) === OPEN_BRACE ? readPayload(at) : endOfValue(frame, at),
  );
  return slices;
}

/** `visit` answers where the value ends, and so does this for the object. */
function eachMember(text: string, object: number, visit: (key: string, at: number) => number): number {
  let at = skipSpace(text, object + 1);
  while (text.charCodeAt(at) !== CLOSE_BRACE) {
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1);
    const afterKey = endOfString(text, at);
    const raw = text.slice(at, afterKey);
    const key = raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1);
    at = skipSpace(text, visit(key, skipSpace(text, skipSpace(text, afterKey) + 1)));
  }
  return at + 1;
}

/** Elements that are no object are skipped: the reader of the frame refuses them. */
function eachElement(text: string, array: number, visit: (object: number) => number): number {
  let at = skipSpace(text, array + 1);
  while (text.charCodeAt(at) !== CLOSE_BRACKET) {
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1);
    at = skipSpace(text, text.charCodeAt(at) === OPEN_BRACE ? visit(at) : endOfValue(text, at));
  }
  return at + 1;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= SPACE) at += 1;
  return at;
}

function endOfString(text: string, quote: number): number {
  let at = quote;
  for (;;) {
    at = text.indexOf('"', at + 1);
    let before = at - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 1) return at + 1;
  }
}

function endOfValue(text: string, start: number, deepest = Number.POSITIVE_INFINITY): number {
  const first = text.charCodeAt(start);
  if (first === QUOTE) return endOfString(text, start);
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return endOfScalar(text, start);
  let depth = 0;
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
      continue;
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth += 1;
      if (depth > deepest) throw new CloseSocket(syncClosings.unstorableEvent, `nested over ${MAX_DEPTH} levels`);
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
    at += 1;
  }
}

function endOfScalar(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code <= SPACE || code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET || code === COLON) return at;
    at += 1;
  }
}

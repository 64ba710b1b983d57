import fc from 'fast-check';
import { sliceArgs } from '../../../plugins/sync/backend/protocol/raw-args.js';

const space = fc.constantFrom('', ' ', '\n', '\t ', '  ');

/** JSON text as a client may write it: any spacing, any escapes. */
function jsonText(value: unknown, pad: string): string {
  if (Array.isArray(value)) return `[${pad}${value.map((each) => jsonText(each, pad)).join(`${pad},${pad}`)}${pad}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([key, each]) => `${JSON.stringify(key)}${pad}:${pad}${jsonText(each, pad)}`,
    );
    return `{${pad}${members.join(`${pad},${pad}`)}${pad}}`;
  }
  return JSON.stringify(value);
}

function frameOf(args: readonly string[], pad = ''): string {
  const events = args.map(
    (text, index) => `{${pad}"name":"e",${pad}"args"${pad}:${pad}${text}${pad},"seqNum":${index + 1}${pad}}`,
  );
  return `{"_tag":"Request","id":"1",${pad}"payload":${pad}{"storeId":"s",${pad}"batch":${pad}[${events.join(`${pad},${pad}`)}]${pad},"backendId":{"_tag":"None"}}${pad}}`;
}

describe('the args of a push', () => {
  it('are the very bytes the client sent, whatever they hold and however they are spaced', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 6 }), { maxLength: 8 }), space, (values, pad) => {
        const texts = values.map((value) => jsonText(value, pad));
        const frame = frameOf(texts, pad);
        JSON.parse(frame);
        expect(sliceArgs(frame)).toEqual(texts);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['a NUL', '{"a":"\\u0000"}'],
    ['lone surrogates', '["\\ud800","\\udfff \\ud83d"]'],
    ['a number JavaScript cannot hold', '{"n":123456789012345678901234567890.10}'],
    ['quotes and backslashes at every end', '{"a\\\\":"\\\\\\"","\\"":"\\\\"}'],
    ['brackets inside strings', '{"a":"}]{[","b":["]",{"c":"}"}]}'],
    ['integer-like keys out of order', '{"2":1,"1":2,"":3}'],
    ['a scalar', '-0.0e-10'],
    ['null', 'null'],
    ['a string', '"\\u2028 ü 😀"'],
  ])('keep %s', (_, text) => {
    expect(sliceArgs(frameOf([text, text]))).toEqual([text, text]);
  });

  it('are an empty object when the event has none, as LiveStore stores it', () => {
    expect(sliceArgs('{"payload":{"batch":[{"name":"e"},{}]}}')).toEqual(['{}', '{}']);
  });

  it('are those that JSON.parse sees where members are doubled or their names escaped', () => {
    const frame =
      '{"payload":{"batch":[{"args":0}]},"p\\u0061yload":{"batch":[1],"b\\u0061tch":[{"args":1,"\\u0061rgs":{"a":2}}]}}';
    expect(JSON.parse(frame).payload.batch[0].args).toEqual({ a: 2 });
    expect(sliceArgs(frame)).toEqual(['{"a":2}']);
  });

  it('are refused when they are nested deeper than PostgreSQL shall parse', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(sliceArgs(frameOf([nested(200)]))).toEqual([nested(200)]);
    expect(() => sliceArgs(frameOf([nested(201)]))).toThrow('nested');
    expect(() => sliceArgs(frameOf([nested(100_000)]))).toThrow('nested');
  });
});

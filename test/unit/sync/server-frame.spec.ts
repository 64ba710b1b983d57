/** Our frames against LiveStore's own schemas: what they decode to is what was meant. */
import { SyncMessage } from '@livestore/sync-cf/common';
import { Schema } from 'effect';
import {
  backendIdMismatch,
  chunk,
  chunkBody,
  eventText,
  pullDone,
  pushDone,
  serverAhead,
} from '../../../plugins/sync/backend/protocol/server-frame.js';

const decode = Schema.decodeUnknownSync(SyncMessage.PullResponse as unknown as Schema.Schema<Record<string, unknown>>);

describe('a frame of the server', () => {
  it('carries pages that LiveStore decodes', () => {
    const args = '{"text":"\\u0000 \\ud800","n":1.0}';
    const event = eventText({ name: 'a"b', args, clientId: 'c', sessionId: 's\\' }, 8, '2026-01-02T03:04:05.678Z');
    const frame = JSON.parse(chunk('3', chunkBody([event], 2, 'b"1')));
    expect(frame).toMatchObject({ _tag: 'Chunk', requestId: '3' });
    expect(decode(frame.values[0])).toMatchObject({
      batch: [
        {
          eventEncoded: {
            name: 'a"b',
            args: JSON.parse(args),
            seqNum: 8,
            parentSeqNum: 7,
            clientId: 'c',
            sessionId: 's\\',
          },
          metadata: { _tag: 'Some', value: { createdAt: '2026-01-02T03:04:05.678Z' } },
        },
      ],
      pageInfo: { _tag: 'MoreKnown', remaining: 2 },
      backendId: 'b"1',
    });
    expect(event).toContain(`"args":${args},`);
  });

  it('says that nothing more is known, with and without events', () => {
    expect(decode(JSON.parse(chunk('0', chunkBody([], 0, 'b'))).values[0])).toEqual({
      batch: [],
      pageInfo: { _tag: 'NoMore' },
      backendId: 'b',
    });
  });

  it('ends requests', () => {
    expect(JSON.parse(pullDone('4'))).toEqual({ _tag: 'Exit', requestId: '4', exit: { _tag: 'Success' } });
    expect(JSON.parse(pushDone('4'))).toEqual({ _tag: 'Exit', requestId: '4', exit: { _tag: 'Success', value: {} } });
    const failure = (error: object) => ({
      _tag: 'Exit',
      requestId: '4',
      exit: { _tag: 'Failure', cause: { _tag: 'Fail', error } },
    });
    expect(JSON.parse(serverAhead('4', 9, 7))).toEqual(
      failure({ _tag: 'ServerAheadError', minimumExpectedNum: 9, providedNum: 7 }),
    );
    expect(JSON.parse(backendIdMismatch('4', 'a', 'b"'))).toEqual(
      failure({ _tag: 'BackendIdMismatchError', expected: 'a', received: 'b"' }),
    );
  });
});

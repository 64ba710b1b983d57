import { readClientFrame } from '../../../plugins/sync/backend/protocol/client-frame.js';
import { CloseSocket } from '../../../plugins/sync/backend/protocol/close-socket.js';
import { syncClosings } from '../../../plugins/sync/names.js';

const event = (seqNum: number, more: object = {}) => ({
  name: 'v1.Done',
  args: { id: seqNum },
  seqNum,
  parentSeqNum: seqNum - 1,
  clientId: 'c',
  sessionId: 's',
  ...more,
});
const push = (batch: unknown, more: object = {}) =>
  JSON.stringify({
    _tag: 'Request',
    id: '7',
    tag: 'SyncWsRpc.Push',
    payload: { storeId: 'st-1', payload: { token: 'x' }, batch, backendId: { _tag: 'Some', value: 'b' }, ...more },
    headers: [],
  });
const pull = (more: object = {}) =>
  JSON.stringify({
    _tag: 'Request',
    id: '0',
    tag: 'SyncWsRpc.Pull',
    payload: { storeId: 'st-1', live: true, cursor: { _tag: 'None' }, ...more },
  });

function closingOf(text: string) {
  try {
    readClientFrame(text);
  } catch (error) {
    if (error instanceof CloseSocket) return error.closing;
    throw error;
  }
  return 'accepted';
}

describe('a frame of a client', () => {
  it('is a ping, an ack, an interrupt or the end', () => {
    expect(readClientFrame('{"_tag":"Ping"}')).toEqual({ kind: 'ping' });
    expect(readClientFrame('{ "_tag": "Ping" }')).toEqual({ kind: 'ping' });
    expect(readClientFrame('{"_tag":"Eof"}')).toEqual({ kind: 'eof' });
    expect(readClientFrame('{"_tag":"Ack","requestId":"12"}')).toEqual({ kind: 'ack', requestId: '12' });
    expect(readClientFrame('{"_tag":"Interrupt","requestId":"3","interruptors":[]}')).toEqual({
      kind: 'interrupt',
      requestId: '3',
    });
  });

  it('is a pull from the start or from a cursor', () => {
    expect(readClientFrame(pull())).toEqual({
      kind: 'pull',
      requestId: '0',
      storeId: 'st-1',
      live: true,
      cursor: null,
    });
    const cursor = { _tag: 'Some', value: { backendId: 'b', eventSequenceNumber: 41 } };
    expect(readClientFrame(pull({ cursor, live: false }))).toMatchObject({
      live: false,
      cursor: { backendId: 'b', seq: 41 },
    });
  });

  it('is a push whose args stay text', () => {
    expect(readClientFrame(push([event(5), event(6, { args: { a: '\u0000\ud800' } })]))).toEqual({
      kind: 'push',
      requestId: '7',
      storeId: 'st-1',
      backendId: 'b',
      parent: 4,
      events: [
        { name: 'v1.Done', args: '{"id":5}', clientId: 'c', sessionId: 's' },
        { name: 'v1.Done', args: '{"a":"\\u0000\\ud800"}', clientId: 'c', sessionId: 's' },
      ],
    });
    expect(readClientFrame(push([], { backendId: { _tag: 'None' } }))).toMatchObject({ backendId: null, events: [] });
  });

  it.each([
    ['no JSON', '{"_tag":', syncClosings.malformedFrame],
    ['empty', '', syncClosings.malformedFrame],
    ['an array', '[]', syncClosings.malformedFrame],
    ['null', 'null', syncClosings.malformedFrame],
    ['a scalar', '17', syncClosings.malformedFrame],
    ['with a mark in front', '\ufeff{"_tag":"Ping"}', syncClosings.malformedFrame],
    ['of no kind', '{"a":1}', syncClosings.protocolError],
    ['of an unknown kind', '{"_tag":"Chunk"}', syncClosings.protocolError],
    [
      'an unknown request',
      '{"_tag":"Request","id":"1","tag":"SyncWsRpc.Drop","payload":{"storeId":"s"}}',
      syncClosings.protocolError,
    ],
    ['an ack of nothing', '{"_tag":"Ack"}', syncClosings.malformedFrame],
    ['a request id that is text', '{"_tag":"Ack","requestId":"\\",\\"x"}', syncClosings.malformedFrame],
    ['a request id that is a number', '{"_tag":"Ack","requestId":1}', syncClosings.malformedFrame],
    ['a pull without a store', pull({ storeId: undefined }), syncClosings.malformedFrame],
    ['a pull that is neither live nor not', pull({ live: 'yes' }), syncClosings.malformedFrame],
    ['a cursor of its own', pull({ cursor: { _tag: 'Some' } }), syncClosings.malformedFrame],
    [
      'a cursor below zero',
      pull({ cursor: { _tag: 'Some', value: { backendId: 'b', eventSequenceNumber: -1 } } }),
      syncClosings.malformedFrame,
    ],
    [
      'a cursor beyond integers',
      pull({ cursor: { _tag: 'Some', value: { backendId: 'b', eventSequenceNumber: 2 ** 53 } } }),
      syncClosings.malformedFrame,
    ],
    ['a batch that is no list', push({ 0: event(1) }), syncClosings.malformedFrame],
    ['a batch of nothings', push([null]), syncClosings.malformedFrame],
    ['a sequence number in text', push([event(1, { seqNum: '1' })]), syncClosings.malformedFrame],
    ['an event without a name', push([event(1, { name: undefined })]), syncClosings.malformedFrame],
    ['a name over 512 characters', push([event(1, { name: 'n'.repeat(513) })]), syncClosings.malformedFrame],
    ['a name with a NUL', push([event(1, { name: 'a\u0000' })]), syncClosings.unstorableEvent],
    ['a name with half a character', push([event(1, { name: 'a\ud800' })]), syncClosings.unstorableEvent],
    ['a client id with half a character', push([event(1, { clientId: '\udc00' })]), syncClosings.unstorableEvent],
    ['a chain with a gap', push([event(1), event(3)]), syncClosings.brokenChain],
    ['a chain that stands still', push([event(1), event(1)]), syncClosings.brokenChain],
    ['a chain that jumps', push([event(5, { parentSeqNum: 3 })]), syncClosings.brokenChain],
    [
      'a backend id that is no text',
      push([event(1)], { backendId: { _tag: 'Some', value: 1 } }),
      syncClosings.malformedFrame,
    ],
  ])('closes the socket when it is %s', (_, text, closing) => {
    expect(closingOf(text)).toBe(closing);
  });

  it('admits whole characters outside of the first plane', () => {
    expect(readClientFrame(push([event(1, { name: 'v1.😀' })]))).toMatchObject({ events: [{ name: 'v1.😀' }] });
  });
});

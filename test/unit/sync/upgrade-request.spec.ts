import { Refusal } from '@purser/kit/backend/errors';
import { isSyncPath, readUpgradeRequest } from '../../../plugins/sync/backend/access/upgrade-request.js';

const url = (parts: Record<string, string>) => `/sync?${new URLSearchParams(parts)}`;
const good = { storeId: 'st-1', transport: 'ws', payload: '{"ticket":"t"}' };

function codeOf(text: string): string {
  try {
    readUpgradeRequest(text);
  } catch (error) {
    if (error instanceof Refusal) return error.problem.code;
    throw error;
  }
  return 'accepted';
}

describe('the query of an upgrade', () => {
  it('holds a ticket or a token, encoded once or twice', () => {
    const ticket = { storeId: 'st-1', credential: { ticket: 't' } };
    expect(readUpgradeRequest(url(good))).toEqual(ticket);
    expect(readUpgradeRequest(url({ ...good, payload: encodeURIComponent(good.payload) }))).toEqual(ticket);
    const token = encodeURIComponent('{"token":"a.b%20+c"}');
    expect(readUpgradeRequest(url({ ...good, payload: token })).credential).toEqual({ token: 'a.b%20+c' });
  });

  it.each([
    ['no store', url({ transport: 'ws', payload: good.payload }), 'invalid_upgrade'],
    ['a store id that is a path', url({ ...good, storeId: '../x' }), 'invalid_upgrade'],
    ['a store id of 129 characters', url({ ...good, storeId: 's'.repeat(129) }), 'invalid_upgrade'],
    ['another transport', url({ ...good, transport: 'http' }), 'invalid_upgrade'],
    ['no query', '/sync', 'invalid_upgrade'],
    ['no payload', url({ storeId: 's', transport: 'ws' }), 'ticket_required'],
    ['an empty payload', url({ ...good, payload: '{}' }), 'ticket_required'],
    ['a payload that is no JSON', url({ ...good, payload: '%E0%A4%A' }), 'ticket_required'],
    ['a ticket that is no text', url({ ...good, payload: '{"ticket":{"$ne":null}}' }), 'ticket_required'],
    ['a list', url({ ...good, payload: '["ticket"]' }), 'ticket_required'],
    ['an endless ticket', url({ ...good, payload: JSON.stringify({ ticket: 't'.repeat(201) }) }), 'ticket_required'],
  ])('is refused with %s', (_, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('belongs to one path', () => {
    expect(['/sync', '/sync?a=1'].every(isSyncPath)).toBe(true);
    expect(['/', '/syncs', '/sync/x', '/api/sync?x', undefined].some(isSyncPath)).toBe(false);
  });
});

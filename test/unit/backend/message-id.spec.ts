import { copyOf, messageIdOf, providerIdOf } from '../../../backend/mail/message-id.js';

const ID = '0199c0de-0000-7000-8000-00000000abcd';

describe('how a letter and the news about it find each other', () => {
  it.each([1, 2, 17])('copy %i', (copy) => {
    const messageId = messageIdOf({ id: ID, copy }, 'https://app.example.org:8443/');
    expect(messageId).toMatch(/^<[^<>\s]+@app\.example\.org>$/);
    expect(copyOf(messageId)).toEqual({ id: ID, copy });
    // As Mailgun and Postmark give it back.
    expect(copyOf(messageId.slice(1, -1).toUpperCase())).toEqual({ id: ID, copy });
  });

  it.each(['', '<x@y>', `${ID}`, `<${ID}.x@app.example.org>`, `<${ID}@a b>`, `${ID}@a@b`])(
    '%j is none of ours',
    (name) => {
      expect(copyOf(name)).toBeUndefined();
    },
  );

  it.each([
    ['250 2.0.0 Ok: queued as 4XyZ12ab', '4XyZ12ab'],
    ['250 OK id=1tAbCd-000123-4E', '1tAbCd-000123-4E'],
    [
      '250 Ok 0102018f1b2c3d4e-aaaabbbb-1111-2222-3333-444455556666-000000',
      '0102018f1b2c3d4e-aaaabbbb-1111-2222-3333-444455556666-000000',
    ],
    ['250 Great success', null],
    ['250 Message received', null],
    [undefined, null],
  ])('of %j', (response, id) => {
    expect(providerIdOf(response)).toBe(id);
  });
});

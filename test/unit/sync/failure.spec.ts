import { closingOf } from '../../../plugins/sync/backend/socket/failure.js';
import { syncClosings } from '../../../plugins/sync/names.js';

const withCode = (code: string) => Object.assign(new Error('refused'), { code });

describe('a failure under a frame', () => {
  it.each(['08006', '53300', '57014', '57P01', '40001', '40P01', '55P03', 'ECONNRESET', 'ECONNREFUSED'])(
    'is passing with %s: the client comes again',
    (code) => expect(closingOf(withCode(code))).toBe(syncClosings.tryLater),
  );

  it.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect', 'Query read timeout'])(
    'is passing when pg says "%s"',
    (message) => expect(closingOf(new Error(message))).toBe(syncClosings.tryLater),
  );

  it.each(['22P02', '22P05', '22021', '23514', '54001'])('is the data’s with %s: it is never stored', (code) =>
    expect(closingOf(withCode(code))).toBe(syncClosings.unstorableEvent),
  );

  it('is ours otherwise', () => {
    expect(closingOf(new TypeError('x is not a function'))).toBe(syncClosings.internal);
    expect(closingOf(withCode('42703'))).toBe(syncClosings.internal);
    expect(closingOf('odd')).toBe(syncClosings.internal);
  });
});

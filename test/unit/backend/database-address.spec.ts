import { databaseAt, oneByOne } from '@purser/kit/backend/database';

describe('the address of the database', () => {
  it.each([
    ['postgres://u:p@one/purser', ['postgres://u:p@one/purser']],
    [
      'postgres://u:p@one:5432,two:5433/purser?target_session_attrs=read-write',
      ['postgres://u:p@one:5432/purser', 'postgres://u:p@two:5433/purser'],
    ],
    [
      'postgresql://u:p%2C@[::1]:1,b/purser?target_session_attrs=read-write&sslmode=require',
      ['postgresql://u:p%2C@[::1]:1/purser?sslmode=require', 'postgresql://u:p%2C@b/purser?sslmode=require'],
    ],
    ['postgres://one,two', ['postgres://one', 'postgres://two']],
    ['not an address', ['not an address']],
  ])('%s is read host by host', (url, expected) => {
    expect(oneByOne(url)).toEqual(expected);
  });

  it('of one host is what it was, and of several asks which takes writes', () => {
    expect(databaseAt('postgres://u:p@one/purser')).toEqual({
      connectionString: 'postgres://u:p@one/purser',
      given: 'postgres://u:p@one/purser',
    });
    expect(databaseAt('postgres://u:p@one,two/purser')).toEqual({
      connectionString: 'postgres://u:p@one/purser',
      given: 'postgres://u:p@one,two/purser',
      stream: expect.any(Function),
    });
  });
});

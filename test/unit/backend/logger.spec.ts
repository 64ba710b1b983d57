import { Writable } from 'node:stream';
import { pino } from 'pino';
import { QueryFailedError } from 'typeorm';
import { loggerOptions } from '../../../backend/http/logger.js';
import { withoutQuery } from '../../../backend/http/request-log.js';

const logged = (entry: object): string => {
  let line = '';
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      line += chunk.toString();
      done();
    },
  });
  pino(loggerOptions('info'), sink).info(entry);
  return line;
};

describe('a log line', () => {
  it('tells of a failed query without the values it was given', () => {
    const failed = new QueryFailedError(
      'UPDATE auth_user SET x = $1',
      ['s3cret@example.org'],
      Object.assign(new Error('no'), { code: '23505' }),
    );
    const line = logged({ err: failed });
    expect(JSON.parse(line).err).toMatchObject({ type: 'QueryFailedError', code: '23505' });
    expect(line).not.toContain('s3cret');
  });

  it('hides secrets by their names, also one level down', () => {
    const line = logged({
      token: 's3cret',
      body: { password: 's3cret', refreshToken: 's3cret' },
      headers: { cookie: 's3cret' },
    });
    expect(line).not.toContain('s3cret');
  });

  it('leaves the query of a URL out', () => {
    expect(withoutQuery('/sync?payload=s3cret')).toBe('/sync?[redacted]');
    expect(withoutQuery('/api/manifest')).toBe('/api/manifest');
  });
});

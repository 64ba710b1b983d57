import { readEnv } from '../../../backend/env.js';
import { mailFaults, smtpUrlOf } from '../../../backend/env-mail.js';
import { smtpTransport } from '../../../backend/mail/smtp-transport.js';

const FROM = { MAIL_FROM: 'Example <hello@example.org>' };

describe('how mails leave the house', () => {
  it.each([
    ['postmark', { MAIL_PASSWORD: 't0ken/x' }, 'smtp://t0ken%2Fx:t0ken%2Fx@smtp.postmarkapp.com:587'],
    ['mailgun', { MAIL_USER: 'post@m.example', MAIL_PASSWORD: 'p' }, 'smtp://post%40m.example:p@smtp.mailgun.org:587'],
    [
      'mailgun',
      { MAIL_USER: 'post@m.example', MAIL_PASSWORD: 'p', MAIL_REGION: 'eu' },
      'smtp://post%40m.example:p@smtp.eu.mailgun.org:587',
    ],
    ['sendgrid', { MAIL_PASSWORD: 'SG.x' }, 'smtp://apikey:SG.x@smtp.sendgrid.net:587'],
    [
      'ses',
      { MAIL_USER: 'AKIA', MAIL_PASSWORD: 'p', MAIL_REGION: 'eu-central-1' },
      'smtp://AKIA:p@email-smtp.eu-central-1.amazonaws.com:587',
    ],
  ] as const)('%s, %j', (provider, account, url) => {
    const env = { ...FROM, MAIL_PROVIDER: provider, ...account };
    expect(mailFaults(env)).toEqual([]);
    expect(smtpUrlOf(env)).toBe(url);
    expect(readEnv(env).SMTP_URL).toBe(url);
    // The launcher gives what it read to the house's process.
    expect(readEnv({ ...env, SMTP_URL: url }).SMTP_URL).toBe(url);
  });

  it.each([
    ['postmark', {}, ['MAIL_PASSWORD']],
    ['mailgun', {}, ['MAIL_USER', 'MAIL_PASSWORD']],
    ['mailgun', { MAIL_USER: 'u', MAIL_PASSWORD: 'p', MAIL_REGION: 'mars' }, ['MAIL_REGION']],
    ['sendgrid', {}, ['MAIL_PASSWORD']],
    ['ses', {}, ['MAIL_USER', 'MAIL_PASSWORD', 'MAIL_REGION']],
    ['ses', { MAIL_USER: 'u', MAIL_PASSWORD: 'p', MAIL_REGION: 'evil.example/' }, ['MAIL_REGION']],
    ['postmark', { MAIL_PASSWORD: 'p', SMTP_URL: 'smtp://other.example' }, ['SMTP_URL']],
    ['postmark', { MAIL_PASSWORD: 'p', MAIL_FROM: 'Purser' }, ['MAIL_FROM']],
    ['postmark', { MAIL_PASSWORD: 'p', MAIL_FROM: 'Purser <purser@localhost>' }, ['MAIL_FROM']],
  ] as const)('%s with %j is refused for %j, in a sentence each', (provider, account, variables) => {
    const faults = mailFaults({ ...FROM, MAIL_PROVIDER: provider, ...account });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(variables);
    for (const fault of faults) expect(fault).toMatch(/^[A-Z_]+ .+\.$/);
  });

  it('never sends a password in the clear, but to this machine', () => {
    expect(smtpTransport('smtp://user:secret@mail.example.org:587')).toMatchObject({ requireTLS: true });
    expect(smtpTransport('smtp://user:secret@127.0.0.1:25')).not.toHaveProperty('requireTLS');
    expect(smtpTransport('smtp://mail:1025')).not.toHaveProperty('requireTLS');
  });
});

/** What the pages of mails say and draw, without their frames. */
import {
  columnName,
  countOf,
  duration,
  type MailFigures,
  throughput,
  totalOf,
} from '../../../console/house/mail/mailSeries.js';
import { causeOf, mailStates, toneOf } from '../../../console/house/mail/mailStates.js';
import { previewDocument } from '../../../console/house/mail/previewDocument.js';

const html = `<!doctype html><html><head><meta name="color-scheme" content="light dark">
<style>@media (prefers-color-scheme:dark){.card{color:#fff !important}}</style></head><body></body></html>`;

describe('a preview', () => {
  it('has one colour scheme, whatever its reader’s is', () => {
    expect(previewDocument(html, 'dark')).toContain('@media all{.card');
    expect(previewDocument(html, 'light')).toContain('@media not all{.card');
    expect(previewDocument(html, 'dark')).toContain('<meta name="color-scheme" content="dark">');
  });

  it('leads nowhere', () => {
    expect(previewDocument(html, 'light')).toContain('<head><base target="_blank">');
  });
});

describe('a failure in words', () => {
  it.each([
    ['connect ECONNREFUSED 10.0.0.4:465', 'The mail server could not be reached.'],
    ['Invalid login: 535 5.7.8 Authentication failed', 'The mail server refused our sign-in: look at SMTP_URL.'],
    ['550 5.1.1 no such user here', 'There is no such mailbox, or it takes no mail.'],
    ['452 4.2.2 mailbox full', 'The person’s mailbox is full.'],
    ['451 try later', 'The mail server asked to try later.'],
    [
      '554 5.7.1 blocked by policy',
      'The mail server does not want this mail: look at SPF, DKIM and the sender’s name.',
    ],
    ['self-signed certificate', 'No secure connection with the mail server could be made: look at its certificate.'],
  ])('of %j', (error, words) => {
    expect(causeOf(error)).toBe(words);
  });

  it('is left to the server’s own when nobody knows better', () => {
    expect(causeOf('299 something new')).toBeNull();
    expect(causeOf(null)).toBeNull();
  });
});

describe('a state', () => {
  it('has a tone and a meaning, each of them, and an unknown one is shown all the same', () => {
    for (const { meaning } of Object.values(mailStates)) expect(meaning).toMatch(/\.$/);
    expect(toneOf('bounced')).toBe('bad');
    expect(toneOf('something-new')).toBe('paused');
  });

  it('is counted in exactly one series', () => {
    const counted = throughput.flatMap(({ states }) => states);
    expect([...counted].sort()).toEqual(Object.keys(mailStates).sort());
  });
});

describe('figures', () => {
  const columns: MailFigures['columns'] = [
    { at: '2026-11-27T13:00:00.000Z', counts: { sent: 2, failed: 1 } },
    { at: '2026-11-27T14:00:00.000Z', counts: { delivered: 3 } },
  ];

  it('are added up', () => {
    const [sent] = throughput;
    if (!sent) throw new Error('no series');
    expect([countOf({ sent: 2, delivered: 1 }, sent), totalOf({ columns }, sent)]).toEqual([3, 5]);
  });

  it('are named in UTC', () => {
    expect(columnName('2026-11-27T13:00:00.000Z', 'hour')).toBe('13:00');
    expect(columnName('2026-11-27T00:00:00.000Z', 'day')).toBe('27 Nov');
  });

  it.each([
    [0.42, '0.4 s'],
    [42, '42 s'],
    [600, '10 min'],
    [7_200, '2 h'],
    [3 * 86_400, '3 d'],
  ])('%s seconds are %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });
});

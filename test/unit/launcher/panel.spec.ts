import { panel } from '../../../launcher/panel.js';

const facts = {
  title: 'Purser',
  seconds: 3.21,
  portal: 'http://localhost:3000',
  console: 'http://localhost:3000/console',
  inbox: 'http://localhost:1080',
  server: 'http://localhost:3000',
  database: 'embedded PostgreSQL',
  dataDir: '.purser',
  credentials: [],
};

describe('the panel', () => {
  it('is one closed frame', () => {
    const lines = panel(facts).trim().split('\n');
    expect(new Set(lines.map((line) => line.trim().length)).size).toBe(1);
    expect(lines.slice(1, -1).every((line) => /^\s*│.*│$/.test(line))).toBe(true);
  });

  it('tells where everything is', () => {
    const text = panel(facts);
    for (const place of [
      facts.portal,
      facts.console,
      facts.inbox,
      '/api/docs',
      '/metrics',
      '/health',
      '.purser',
      '3.2 s',
    ]) {
      expect(text).toContain(place);
    }
  });

  it('shows credentials only when there are some', () => {
    expect(panel(facts)).not.toContain('shown this once');
    const login = { who: 'Operator', email: 'operator@purser.localhost', password: 'abcde-fghij' };
    const text = panel({ ...facts, credentials: [login] });
    expect(text).toMatch(/Operator\s+operator@purser\.localhost\s+abcde-fghij/);
  });

  it('leaves the inbox out when letters go elsewhere', () => {
    expect(panel({ ...facts, inbox: undefined })).not.toContain('Inbox');
  });
});

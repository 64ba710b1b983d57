/** The one thing a start prints: where everything is. */
import { stripVTControlCharacters, styleText } from 'node:util';

export interface Credentials {
  readonly who: string;
  readonly email: string;
  readonly password: string;
}

export interface PanelFacts {
  readonly title: string;
  readonly seconds: number;
  readonly portal: string;
  readonly console: string;
  readonly inbox?: string;
  /** Origin of the server. */
  readonly server: string;
  readonly database: string;
  readonly dataDir: string;
  readonly credentials: readonly Credentials[];
}

const colour = process.stdout.isTTY === true && !('NO_COLOR' in process.env);
const paint = (style: Parameters<typeof styleText>[0], text: string) => (colour ? styleText(style, text) : text);

export function panel(facts: PanelFacts): string {
  const row = (label: string, value: string, note = '') =>
    `${paint('dim', label.padEnd(10))} ${value}${note ? `  ${paint('dim', note)}` : ''}`;
  const lines = [
    `${paint('bold', facts.title)}  ${paint('dim', `ready in ${facts.seconds.toFixed(1)} s`)}`,
    '',
    row('Portal', paint('cyan', facts.portal), 'customers'),
    row('Console', paint('cyan', facts.console), 'operators'),
    ...(facts.inbox ? [row('Inbox', paint('cyan', facts.inbox), 'every mail lands here')] : []),
    '',
    row('API docs', `${facts.server}/api/docs`),
    row('Metrics', `${facts.server}/metrics`),
    row('Health', `${facts.server}/health`),
    row('Database', facts.database),
    row('Data', facts.dataDir),
    ...credentialLines(facts.credentials, row),
    '',
    paint('dim', 'Ctrl-C stops everything.'),
  ];
  return frame(lines);
}

function credentialLines(credentials: readonly Credentials[], row: (label: string, value: string) => string): string[] {
  if (credentials.length === 0) return [];
  const width = Math.max(...credentials.map(({ email }) => email.length));
  return [
    '',
    paint('bold', 'Made for you, shown this once'),
    ...credentials.map(({ who, email, password }) => row(who, `${email.padEnd(width)}  ${paint('green', password)}`)),
    paint('dim', 'More operators: npx --yes pnpm@12.21.0 purser operator create'),
  ];
}

function frame(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => stripVTControlCharacters(line).length));
  const edge = (text: string) => paint('dim', text);
  const body = lines.map((line) => {
    const space = ' '.repeat(width - stripVTControlCharacters(line).length);
    return `  ${edge('│')}  ${line}${space}  ${edge('│')}`;
  });
  const bar = '─'.repeat(width + 4);
  return ['', `  ${edge(`╭${bar}╮`)}`, ...body, `  ${edge(`╰${bar}╯`)}`, ''].join('\n');
}

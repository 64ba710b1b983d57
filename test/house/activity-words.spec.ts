/** Whatever an owner can see in the activity of a workspace is told in words, in every language. */
import type { AuditName, WorkspaceAuditName } from '@purser/kit/names';
import type { MessagesSource } from '@purser/kit/portal/plugin';
import { house } from '../../backend/house.plugin.js';
import { plugins } from '../../backend/plugins.js';
import portalDe from '../../portal/i18n/de.js';
import portalEn from '../../portal/i18n/en.js';
import { translator } from '../../portal/i18n/translate.js';
import { plugins as shown } from '../../portal/plugins.js';

const definitions = [house, ...plugins({ SIGNING_KEYS: undefined })].map(({ definition }) => definition);
const seen = definitions.flatMap(({ audit = {} }) => Object.values(audit)).filter(isOfWorkspace);
const sources: Readonly<Record<string, Readonly<Record<'en' | 'de', MessagesSource>>>> = {
  house: { en: portalEn, de: portalDe },
  ...Object.fromEntries(shown.map(({ name, messages }) => [name, messages])),
};

describe.each(['en', 'de'] as const)('the activity of a workspace in %s', (locale) => {
  it('has words for every entry that may name a workspace', async () => {
    const silent: string[] = [];
    for (const { name } of seen) {
      const [plugin = '', code] = name.split('.');
      const source = sources[plugin]?.[locale] ?? {};
      const messages = typeof source === 'function' ? (await source()).default : source;
      const key = `audit.${code}`;
      if (translator(messages, locale)(key) === key) silent.push(name);
    }
    expect(silent).toEqual([]);
    // Nothing was looked at otherwise.
    expect(seen.length).toBeGreaterThan(30);
  });
});

function isOfWorkspace(name: AuditName): name is WorkspaceAuditName {
  return 'ofWorkspace' in name;
}

import type { Messages, MessagesSource } from '@purser/kit/portal/plugin';
import portalDe from '../../../portal/i18n/de.js';
import portalEn from '../../../portal/i18n/en.js';
import { plugins } from '../../../portal/plugins.js';

const sources: [string, MessagesSource, MessagesSource][] = [
  ['portal', portalEn, portalDe],
  ...plugins.map(({ name, messages }): [string, MessagesSource, MessagesSource] => [name, messages.en, messages.de]),
];

describe.each(sources)('the texts of %s', (_, en, de) => {
  it('hold the same keys in both languages', async () => {
    const [english, german] = [flat(await read(en)), flat(await read(de))];
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('fill in the same values in both languages', async () => {
    const [english, german] = [flat(await read(en)), flat(await read(de))];
    for (const [key, text] of english) expect([key, valuesIn(german.get(key))]).toEqual([key, valuesIn(text)]);
  });

  it('leave no text empty', async () => {
    for (const source of [en, de])
      for (const [key, text] of flat(await read(source))) expect([key, text.trim()]).not.toEqual([key, '']);
  });
});

async function read(source: MessagesSource): Promise<Messages> {
  return typeof source === 'function' ? (await source()).default : source;
}

function flat(messages: Messages, before = ''): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[before + key, value]] : [...flat(value, `${before}${key}.`)],
    ),
  );
}

function valuesIn(text = ''): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? ''))].sort();
}

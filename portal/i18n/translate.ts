/** Reads texts in i18next's JSON form; i18next itself is an eighth of what the sign-in page may weigh. */
import type { MessageValues, Translate } from '@purser/kit/portal/messages';
import type { Messages } from '@purser/kit/portal/plugin';
import { type PortalLocale, writtenAs } from '@purser/kit/portal/portal';

/** Texts of one plugin: nested keys by dots, `{{name}}` filled in, `_one`/`_other` (and so on) chosen by `count`. */
export function translator(messages: Messages, locale: PortalLocale): Translate {
  const plural = new Intl.PluralRules(locale);
  return (key, values = {}) => {
    const text =
      (typeof values.count === 'number' ? textAt(messages, `${key}_${plural.select(values.count)}`) : undefined) ??
      textAt(messages, key);
    return text === undefined ? key : fillIn(text, values, locale);
  };
}

function textAt(messages: Messages, key: string): string | undefined {
  let found: string | Messages | undefined = messages;
  for (const part of key.split('.')) {
    if (typeof found !== 'object' || !Object.hasOwn(found, part)) return undefined;
    found = found[part];
  }
  return typeof found === 'string' ? found : undefined;
}

function fillIn(text: string, values: MessageValues, locale: PortalLocale): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? value.toLocaleString(writtenAs[locale]) : value;
  });
}

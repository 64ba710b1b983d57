import { createContext, useContext } from 'react';
import type { PortalLocale } from './portal.js';

export type MessageValues = Readonly<Record<string, string | number>>;
/** Texts of one plugin in the language of the person. `count` chooses between `key_one` and `key_other`. */
export type Translate = (key: string, values?: MessageValues) => string;

export interface Translator {
  readonly locale: PortalLocale;
  readonly of: (plugin: string) => Translate;
}

const TranslatorContext = createContext<Translator | null>(null);
export const TranslatorProvider = TranslatorContext.Provider;

/** The language that texts are in. */
export function useTranslator(): Translator {
  const translator = useContext(TranslatorContext);
  if (!translator) throw new Error('useTranslator stands outside of the portal.');
  return translator;
}

/** `const t = useMessages('tasks'); t('add.label')`. A key that does not exist reads as itself. */
export function useMessages(plugin: string): Translate {
  return useTranslator().of(plugin);
}

import { createContext, useContext } from 'react';

export type MessageValues = Readonly<Record<string, string | number>>;
/** Texts of one plugin in the language of the person. `count` chooses between `key_one` and `key_other`. */
export type Translate = (key: string, values?: MessageValues) => string;

const TranslatorContext = createContext<((plugin: string) => Translate) | null>(null);
export const TranslatorProvider = TranslatorContext.Provider;

/** `const t = useMessages('tasks'); t('add.label')`. A key that does not exist reads as itself. */
export function useMessages(plugin: string): Translate {
  const of = useContext(TranslatorContext);
  if (!of) throw new Error('useMessages stands outside of the portal.');
  return of(plugin);
}

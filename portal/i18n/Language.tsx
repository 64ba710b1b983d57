import { type Translator, TranslatorProvider } from '@purser/kit/portal/messages';
import type { PortalLocale } from '@purser/kit/portal/portal';
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useTransition,
} from 'react';
import { firstLocale, storeLocale } from './locale.js';
import { loadTexts, textsOf } from './texts.js';
import { translator } from './translate.js';

interface LanguageChoice {
  readonly locale: PortalLocale;
  readonly chooseLocale: (locale: PortalLocale) => void;
}

const LanguageContext = createContext<LanguageChoice | null>(null);

export function useLanguage(): LanguageChoice {
  const language = useContext(LanguageContext);
  if (!language) throw new Error('useLanguage stands outside of Language.');
  return language;
}

/** The language of everything below it. A change keeps the old texts on the screen until the new ones are here. */
export function Language({ children }: { readonly children: ReactNode }) {
  const [locale, setLocale] = useState(firstLocale);
  const [, startTransition] = useTransition();

  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);

  const chooseLocale = useCallback((chosen: PortalLocale) => {
    storeLocale(chosen);
    startTransition(() => setLocale(chosen));
  }, []);

  const choice = useMemo(() => ({ locale, chooseLocale }), [locale, chooseLocale]);
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

/** Suspends until the texts of these plugins (and the portal's own) are here; `useMessages` works below it. */
export function Texts({ of, children }: { readonly of: readonly string[]; readonly children: ReactNode }) {
  const { locale } = useLanguage();
  use(loadTexts(['portal', ...of], locale));
  const translate = useMemo<Translator>(() => {
    const known = new Map<string, ReturnType<typeof translator>>();
    const of = (plugin: string) => {
      const ready = known.get(plugin);
      if (ready) return ready;
      const texts = textsOf(plugin, locale);
      const made = translator(texts ?? {}, locale);
      // Texts that are still to come must not be remembered as missing.
      if (texts) known.set(plugin, made);
      return made;
    };
    return { locale, of };
  }, [locale]);
  return <TranslatorProvider value={translate}>{children}</TranslatorProvider>;
}

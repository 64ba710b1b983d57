import { useEffect, useState } from 'react';

type IsCommon = (password: string) => boolean;

/** The list comes with the first letter, not with the page. Null until then, and where it cannot be had: the server asks, too. */
export function useCommonPasswords(wanted: boolean): IsCommon | null {
  const [isCommon, setIsCommon] = useState<{ readonly ask: IsCommon } | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    import('../password/common-passwords.js').then(
      (list) => gone || setIsCommon({ ask: list.isCommonPassword }),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [wanted]);
  return isCommon?.ask ?? null;
}

import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';

/** After a change of page the focus goes to the heading, so that a screen reader says where one is. */
export function useHeadingFocus() {
  const { pathname } = useLocation();
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what triggers
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    document.getElementById('react-admin-title')?.focus();
  }, [pathname]);
}

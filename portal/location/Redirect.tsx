import { useLayoutEffect } from 'react';
import { navigate } from 'wouter/use-browser-location';

export function Redirect({ to }: { readonly to: string }) {
  useLayoutEffect(() => navigate(to, { replace: true }), [to]);
  return null;
}

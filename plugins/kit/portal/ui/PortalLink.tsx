import Button, { type ButtonProps } from '@mui/material/Button';
import Link, { type LinkProps } from '@mui/material/Link';
import type { MouseEvent } from 'react';
import { usePortal } from '../portal.js';

/** Follows a path inside of the portal without loading it anew; new tabs and downloads stay the browser's. */
function useFollow(to: string, then?: () => void) {
  const { navigate } = usePortal();
  return (event: MouseEvent<HTMLElement>) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    then?.();
    navigate(to);
  };
}

export type PortalLinkProps = Omit<LinkProps, 'href' | 'onClick'> & {
  readonly to: string;
  /** Before the page changes, e.g. to close a menu. */
  readonly onFollow?: () => void;
};

export function PortalLink({ to, onFollow, ...link }: PortalLinkProps) {
  const follow = useFollow(to, onFollow);
  return <Link {...link} href={to} onClick={follow} />;
}

export type PortalButtonProps = Omit<ButtonProps<'a'>, 'href' | 'onClick'> & { readonly to: string };

/** A link that looks like a button. */
export function PortalButton({ to, ...button }: PortalButtonProps) {
  const follow = useFollow(to);
  return <Button {...button} href={to} onClick={follow} />;
}

import { type Theme, useMediaQuery } from '@mui/material';
import { useEffect, useRef } from 'react';
import { useSidebarState } from 'react-admin';

/** A menu that stands beside a wide page would lie over one that becomes narrow; it is back when there is room again. */
export function useMenuOnPhone(): void {
  const isPhone = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'), { noSsr: true });
  const [isOpen, setOpen] = useSidebarState();
  // Open, unless somebody closed it where there was room.
  const before = useRef({ isPhone, isOpen: isPhone || isOpen });
  useEffect(() => {
    if (before.current.isPhone !== isPhone) setOpen(!isPhone && before.current.isOpen);
    // What it was on a wide page is what it will be there again.
    before.current = { isPhone, isOpen: isPhone ? before.current.isOpen : isOpen };
  }, [isPhone, isOpen, setOpen]);
}

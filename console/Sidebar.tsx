import { type Theme, useMediaQuery } from '@mui/material';
import { useEffect, useRef } from 'react';
import { Sidebar as AdminSidebar, type SidebarProps, useSidebarState } from 'react-admin';

/** Beside the page; where there is no room for it, over the page, and closed until it is asked for. */
export function Sidebar(props: SidebarProps) {
  const isNarrow = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'));
  const [isOpen, setOpen] = useSidebarState();
  const wasNarrow = useRef(false);
  const hasTurned = wasNarrow.current !== isNarrow;
  useEffect(() => {
    if (wasNarrow.current !== isNarrow) setOpen(!isNarrow);
    wasNarrow.current = isNarrow;
  }, [isNarrow, setOpen]);
  // Two different things under one name: the one must not take over the state of the other.
  return <AdminSidebar {...props} key={isNarrow ? 'over' : 'beside'} open={hasTurned ? !isNarrow : isOpen} />;
}

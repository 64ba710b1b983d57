import DashboardIcon from '@mui/icons-material/SpaceDashboardOutlined';
import { Box, Typography } from '@mui/material';
import { entriesShown, useConsoleFacts } from '@purser/kit/console/facts';
import { Menu as AdminMenu, usePermissions, useSidebarState } from 'react-admin';

const groups = [
  ['people', 'People'],
  ['stores', 'Stores'],
  ['operations', 'Operations'],
  ['house', 'House'],
] as const;

export function Menu() {
  const facts = useConsoleFacts();
  const { permissions = [] } = usePermissions<string[]>();
  const [isOpen] = useSidebarState();
  const resources = entriesShown('resources', facts, permissions).filter((entry) => entry.list);
  const pages = entriesShown('pages', facts, permissions);
  return (
    <AdminMenu>
      <AdminMenu.Item to="/" primaryText="Dashboard" leftIcon={<DashboardIcon />} />
      {groups.map(([group, title]) => {
        const items = [
          ...resources.filter((entry) => entry.group === group).map((entry) => ({ ...entry, to: `/${entry.name}` })),
          ...pages.filter((entry) => entry.group === group).map((entry) => ({ ...entry, to: entry.path })),
        ];
        if (items.length === 0) return null;
        return (
          <Box key={group} role="group" aria-label={title}>
            <Typography
              variant="overline"
              component="div"
              aria-hidden
              color="text.secondary"
              // Closed, there is room for icons only: a line keeps the groups apart.
              sx={isOpen ? { px: 2, pt: 2, lineHeight: 1.6 } : { borderTop: 1, borderColor: 'divider', mx: 1, my: 1 }}
            >
              {isOpen ? title : null}
            </Typography>
            {items.map((item) => (
              <AdminMenu.Item key={item.to} to={item.to} primaryText={item.label} leftIcon={<item.icon />} />
            ))}
          </Box>
        );
      })}
    </AdminMenu>
  );
}

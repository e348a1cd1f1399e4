import DashboardOutlined from '@mui/icons-material/DashboardOutlined';
import Divider from '@mui/material/Divider';
import { Menu, usePermissions, useTranslate } from 'react-admin';

import { MENU_GROUPS } from './section';
import { SECTIONS } from './sections';

const entries = SECTIONS.flatMap(({ menu }) => menu ?? []);

/** The overview, and what the role may open, no more; work of one kind stands together. */
export const ConsoleMenu = () => {
  const translate = useTranslate();
  const { permissions = [] } = usePermissions<readonly string[]>();
  const groups = MENU_GROUPS.map((group) =>
    entries.filter((entry) => entry.group === group && permissions.includes(entry.permission)),
  ).filter((group) => group.length > 0);
  return (
    <Menu>
      <Menu.Item
        leftIcon={<DashboardOutlined />}
        primaryText={translate('chobo.dashboard.title')}
        to="/"
      />
      {groups.flatMap((group) => [
        <Divider key={`before ${group[0]?.to ?? ''}`} role="presentation" />,
        ...group.map(({ to, label, icon }) => (
          <Menu.Item key={to} to={to} primaryText={translate(label)} leftIcon={icon} />
        )),
      ])}
    </Menu>
  );
};

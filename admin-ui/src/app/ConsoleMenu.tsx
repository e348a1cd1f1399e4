import DifferenceOutlined from '@mui/icons-material/DifferenceOutlined';
import EventAvailableOutlined from '@mui/icons-material/EventAvailableOutlined';
import SimCardOutlined from '@mui/icons-material/SimCardOutlined';
import { Menu, usePermissions, useTranslate } from 'react-admin';

import { READ_PERMISSIONS } from './authProvider';
import type { ResourceName } from '../api/dataProvider';

const entries = [
  { resource: 'cards', label: 'chobo.frame.cards', icon: <SimCardOutlined /> },
  {
    resource: 'reconciliation-days',
    label: 'chobo.frame.days',
    icon: <EventAvailableOutlined />,
  },
  { resource: 'breaks', label: 'chobo.frame.breaks', icon: <DifferenceOutlined /> },
] as const satisfies readonly { resource: ResourceName; label: string; icon: unknown }[];

/** What the role may open, and no more. */
export const ConsoleMenu = () => {
  const translate = useTranslate();
  const { permissions = [] } = usePermissions<readonly string[]>();
  return (
    <Menu>
      {entries
        .filter(({ resource }) => permissions.includes(READ_PERMISSIONS[resource]))
        .map(({ resource, label, icon }) => (
          <Menu.Item
            key={resource}
            to={`/${resource}`}
            primaryText={translate(label)}
            leftIcon={icon}
          />
        ))}
    </Menu>
  );
};

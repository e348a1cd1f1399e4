import ManageAccountsOutlined from '@mui/icons-material/ManageAccountsOutlined';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import MenuItem from '@mui/material/MenuItem';
import { useUserMenu } from 'react-admin';
import { Link } from 'react-router-dom';

import { useWord } from '../users/useWord';

/** Leads to the own account, from the menu of the person. */
export const AccountEntry = () => {
  const word = useWord();
  const menu = useUserMenu();
  return (
    <MenuItem component={Link} onClick={() => menu?.onClose()} to="/account">
      <ListItemIcon>
        <ManageAccountsOutlined fontSize="small" />
      </ListItemIcon>
      <ListItemText>{word('account.title')}</ListItemText>
    </MenuItem>
  );
};

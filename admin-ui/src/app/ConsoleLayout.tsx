import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import {
  AppBar,
  Layout,
  LoadingIndicator,
  LocalesMenuButton,
  Logout,
  TitlePortal,
  ToggleThemeButton,
  useGetIdentity,
  UserMenu,
  useTranslate,
  type LayoutProps,
} from 'react-admin';
import { lazy, Suspense } from 'react';

import { ConsoleMenu } from './ConsoleMenu';
import { PageFailure } from '../parts/PageFailure';
import { LoginAgain } from '../session/LoginAgain';
import { usePerson } from '../session/usePerson';
import { ShortcutHelp } from '../shortcuts/ShortcutHelp';
import { PageLanguage } from './PageLanguage';
import { PrintStyles } from './PrintStyles';
import { SECTIONS } from './sections';

const PasswordChangeDue = lazy(() =>
  import('../resources/me/PasswordChangeDue').then((module) => ({
    default: module.PasswordChangeDue,
  })),
);

/** Named by the person whose menu it is, as the button shows that name. */
const PersonMenu = () => {
  const { identity } = useGetIdentity();
  return (
    <UserMenu label={identity?.fullName ?? 'ra.auth.user_menu'}>
      {SECTIONS.flatMap(({ personMenu: Entries }, place) =>
        Entries === undefined ? [] : [<Entries key={place} />],
      )}
      <Logout />
    </UserMenu>
  );
};

/** On a narrow screen there is room for signs, not for the name of the language. */
const narrowBar = {
  '@media (max-width: 599.95px)': {
    '& .MuiButton-root': { fontSize: 0, minWidth: 0, px: 0.5 },
    '& .MuiButton-startIcon': { m: 0 },
    '& .MuiButton-endIcon': { display: 'none' },
  },
} as const;

/** As react-admin has them, but for the sign of loading, which it gives no name. */
const BarTools = () => {
  const translate = useTranslate();
  return (
    <>
      <LocalesMenuButton />
      <ToggleThemeButton />
      <LoadingIndicator aria-label={translate('chobo.frame.loading')} />
    </>
  );
};

const ConsoleBar = () => {
  const translate = useTranslate();
  return (
    <AppBar sx={narrowBar} toolbar={<BarTools />} userMenu={<PersonMenu />}>
      <Typography
        component="span"
        variant="h6"
        sx={{
          flex: 1,
          fontWeight: 700,
          minWidth: 0,
          overflow: 'hidden',
          visibility: { xs: 'hidden', sm: 'visible' },
        }}
      >
        {translate('chobo.frame.brand')}
      </Typography>
      {SECTIONS.flatMap(({ bar: Part }, place) =>
        Part === undefined ? [] : [<Part key={place} />],
      )}
      <ShortcutHelp />
    </AppBar>
  );
};

/** Wide tables scroll in their own region: nothing around them may grow with them. */
const narrow = {
  minWidth: 0,
  '& .RaLayout-appFrame, & .RaLayout-contentWithSidebar, & .RaLayout-content': { minWidth: 0 },
  '& .RaLayout-content': { width: '100%', overflowX: 'clip', pb: 3 },
  '& .RaList-main, & .RaList-content': { minWidth: 0, maxWidth: '100%' },
} as const;

/** Bar, menu and the page under its heading; before all of it, a password of one's own. */
export const ConsoleLayout = ({ children }: LayoutProps) => {
  const me = usePerson();
  if (me?.passwordChangeDue === true) {
    return (
      <Suspense fallback={null}>
        <PageLanguage />
        <LoginAgain />
        <PasswordChangeDue me={me} />
      </Suspense>
    );
  }
  return (
    <Layout appBar={ConsoleBar} error={PageFailure} menu={ConsoleMenu} sx={narrow}>
      <PageLanguage />
      <PrintStyles />
      <LoginAgain />
      <Box sx={{ pt: 2, pb: 1, minHeight: 48 }}>
        <TitlePortal
          component="h1"
          variant="h5"
          sx={{ fontWeight: 650, overflowWrap: 'anywhere', whiteSpace: 'normal' }}
        />
      </Box>
      {children}
    </Layout>
  );
};

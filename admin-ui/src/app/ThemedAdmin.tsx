import useMediaQuery from '@mui/material/useMediaQuery';
import { Admin, type AdminProps } from 'react-admin';

import { darkTheme, lightTheme, stillDarkTheme, stillLightTheme } from './theme';

/** The frame of the console; it moves nothing for readers whose system asks for less movement. */
export const ThemedAdmin = (props: Omit<AdminProps, 'darkTheme' | 'theme'>) => {
  const still = useMediaQuery('(prefers-reduced-motion: reduce)', { noSsr: true });
  return (
    <Admin
      {...props}
      darkTheme={still ? stillDarkTheme : darkTheme}
      theme={still ? stillLightTheme : lightTheme}
    />
  );
};

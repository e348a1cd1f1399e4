import { defaultDarkTheme, defaultLightTheme, type RaThemeOptions } from 'react-admin';

/** Fonts of the system; the language of the page decides between Japanese and Chinese forms. */
const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Hiragino Sans", "Noto Sans CJK JP", sans-serif';

const shared = (
  theme: typeof defaultLightTheme,
  palette: NonNullable<RaThemeOptions['palette']>,
  bar: string,
): RaThemeOptions => ({
  ...theme,
  palette,
  shape: { borderRadius: 10 },
  typography: { h6: { fontWeight: 400 }, fontFamily },
  components: {
    ...theme.components,
    MuiAppBar: {
      styleOverrides: { colorSecondary: { backgroundColor: bar, color: '#fff' } },
    },
    // Japanese and Chinese break anywhere: a heading stays on one line, its table scrolls.
    MuiTableCell: {
      styleOverrides: {
        root: { fontVariantNumeric: 'tabular-nums' },
        sizeSmall: { paddingLeft: 12, paddingRight: 12 },
        // Over two lines rather than out of sight, but never within a Japanese or Chinese word.
        head: { wordBreak: 'keep-all', verticalAlign: 'bottom', lineHeight: 1.35 },
      },
    },
  },
});

/** Contrast of text at least 4.5 to 1 in both (WCAG 1.4.3). */
export const lightTheme = shared(
  defaultLightTheme,
  {
    mode: 'light',
    primary: { main: '#0d5bb5' },
    secondary: { main: '#0b4a94' },
    success: { main: '#1b6e3c' },
    warning: { main: '#8a5000' },
    error: { main: '#b3261e' },
    info: { main: '#01579b' },
    background: { default: '#f6f8fb', paper: '#fff' },
  },
  '#0b4a94',
);

export const darkTheme = shared(
  defaultDarkTheme,
  {
    mode: 'dark',
    primary: { main: '#9ecaff' },
    secondary: { main: '#b9d4f5' },
    success: { main: '#84d6a0' },
    warning: { main: '#ffc069' },
    error: { main: '#ffb4ab' },
    info: { main: '#8fd0ff' },
    background: { default: '#10151c', paper: '#18202a' },
  },
  '#16283d',
);

/** A theme in which everything is where it goes at once; ripples show without spreading. */
const withoutMotion = (theme: RaThemeOptions): RaThemeOptions => ({
  ...theme,
  transitions: {
    create: () => 'none',
    duration: {
      shortest: 0,
      shorter: 0,
      short: 0,
      standard: 0,
      complex: 0,
      enteringScreen: 0,
      leavingScreen: 0,
    },
    getAutoHeightDuration: () => 0,
  },
  components: {
    ...theme.components,
    MuiTouchRipple: { styleOverrides: { root: { '& *': { animation: 'none !important' } } } },
  },
});

/** For those whose system asks for less movement (WCAG 2.3.3). */
export const stillLightTheme = withoutMotion(lightTheme);
export const stillDarkTheme = withoutMotion(darkTheme);

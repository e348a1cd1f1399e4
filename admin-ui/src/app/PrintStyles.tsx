import GlobalStyles from '@mui/material/GlobalStyles';

/** On paper: no bar, no menu, no buttons; dark on white, tables in full width. */
const onPaper = {
  '@media print': {
    '@page': { margin: '14mm' },
    'html, body': { background: '#fff !important', colorScheme: 'light' },
    'header, nav, .RaLayout-appFrame > header, .RaSidebar-fixed, .RaSidebar-docked, .no-print, .MuiSnackbar-root':
      { display: 'none !important' },
    '.MuiDrawer-root': { display: 'none !important' },
    '.RaLayout-appFrame': { marginTop: '0 !important' },
    '.RaLayout-content, main': { padding: '0 !important', overflow: 'visible !important' },
    '*': {
      color: '#000 !important',
      borderColor: '#999 !important',
      background: 'transparent !important',
      boxShadow: 'none !important',
      overflow: 'visible !important',
    },
    'tr, section h2': { breakInside: 'avoid', breakAfter: 'avoid' },
  },
} as const;

export const PrintStyles = () => <GlobalStyles styles={onPaper} />;

import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Button from '@mui/material/Button';
import { useTranslate } from 'react-admin';

/** Prints the page; `PrintStyles` leaves out what is of no use on paper. */
export const PrintButton = () => {
  const translate = useTranslate();
  return (
    <Button className="no-print" onClick={() => window.print()} startIcon={<PrintOutlined />}>
      {translate('chobo.frame.print')}
    </Button>
  );
};
